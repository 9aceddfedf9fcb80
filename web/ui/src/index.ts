export * from './components/basics';
export * from './components/hooks';
export * from './components/overlays';
export * from './components/toasts';
export { I18nProvider, useI18n, type I18n, type Language } from './i18n/i18n';
export type { Key } from './i18n/typed';
export { clock, sameDay } from './time/formats';
export * from './meet';
