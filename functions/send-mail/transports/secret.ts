import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SmtpSecret } from './smtp.ts';

/** The mail server's URL, as the secret `{"url": "smtps://…"}` holds it now. */
export function secretUrl(secretId: string, client = new SecretsManagerClient()): () => Promise<string> {
  return async () => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return SmtpSecret.parse(JSON.parse(SecretString)).url;
  };
}
