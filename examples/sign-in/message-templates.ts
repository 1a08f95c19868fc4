/** The texts of the messages. Each message also gets the line from which browsers read the code. */
export const templates = [
  { usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' },
  { usageType: 'SignIn', locale: 'fr', content: 'Votre code de connexion est {{code}}.' },
  { usageType: 'SignIn', locale: 'pt', content: 'Seu código de acesso é {{code}}.' },
] as const;
