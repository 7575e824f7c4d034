/**
 * Takes the place of `@aws-sdk/credential-provider-node` in every bundle: a function's credentials are in its
 * environment and nowhere else, and the chain that also looks into files, SSO and metadata services weighs 130 KB.
 * @returns what the SDK calls before it signs. @throws Error when the environment holds no credentials
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('no AWS credentials in the environment');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
};
