export { ClientContext, useClient } from '@meet/ui/customer';
