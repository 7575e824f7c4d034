import { startS3 } from '../../../../infra/local/s3/server.ts';
import { options } from './local-s3.ts';

const [, , directory = ''] = process.argv;
const { url } = await startS3(options(directory), 0);
console.log(url);
