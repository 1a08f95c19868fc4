export { describeStore, type OpenStores, type StoreKitOptions } from './describe-store.ts';
