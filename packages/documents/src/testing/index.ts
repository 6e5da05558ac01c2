export { sampleDocuments } from './samples.ts'
