/** A customer's chat, the same in the widget and behind a link. */
export { ClientContext, useClient } from './client';
export { Composer } from './Composer';
export { ContactForm } from './ContactForm';
export { Conversation } from './Conversation';
export { Messages } from './Messages';
export { InAppDialog } from './InAppDialog';
export { handoverToMeet, handoverToPage } from './handovers';
export { Unanswered } from './Unanswered';
export { unansweredOf, type Unanswered as UnansweredKind } from './unansweredOf';
