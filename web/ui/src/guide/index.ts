/** What decides, light enough to be loaded with a page; what shows (PermissionGuide, InAppGuide) is loaded when it is needed. */
export { causeOf, type Cause, type Evidence } from './cause';
export { guideFor, type GuideId } from './guides';
export { inAppBrowser, type InApp } from './inApp';
export { pageHost } from './pageHost';
export { browserName, placeOf, type Place } from './place';
export { tryDevice } from './tryDevice';
export type { Handover } from './useHandover';
export { wayOut } from './wayOut';
