import { textsForReaders } from '@sms-connectors/core/end-user-texts';

const english = {
  title: 'Sign in',
  phone: 'Phone number',
  phoneHint: 'With the country code, such as +44 7700 900123',
  send: 'Send code',
  code: 'Code from the text message',
  check: 'Sign in',
  sendAgain: 'Send again',
  sendAgainIn: 'Send again in {seconds} s',
  otherNumber: 'Use another number',
  signedInAs: 'You are signed in as',
  signOut: 'Sign out',
  failed: 'That did not work. Check your connection and try again.',
};

export type PageTexts = typeof english;

const french: PageTexts = {
  title: 'Connexion',
  phone: 'Numéro de téléphone',
  phoneHint: 'Avec l’indicatif du pays, par exemple +44 7700 900123',
  send: 'Recevoir un code',
  code: 'Code reçu par SMS',
  check: 'Se connecter',
  sendAgain: 'Renvoyer',
  sendAgainIn: 'Renvoyer dans {seconds} s',
  otherNumber: 'Changer de numéro',
  signedInAs: 'Vous êtes connecté avec le numéro',
  signOut: 'Se déconnecter',
  failed: 'L’opération a échoué. Vérifiez votre connexion et réessayez.',
};

const portuguese: PageTexts = {
  title: 'Entrar',
  phone: 'Número de telefone',
  phoneHint: 'Com o código do país, por exemplo +44 7700 900123',
  send: 'Receber código',
  code: 'Código recebido por SMS',
  check: 'Entrar',
  sendAgain: 'Reenviar',
  sendAgainIn: 'Reenviar em {seconds} s',
  otherNumber: 'Usar outro número',
  signedInAs: 'Você entrou com o número',
  signOut: 'Sair',
  failed: 'Não deu certo. Verifique sua conexão e tente de novo.',
};

const find = textsForReaders(english, { fr: french, pt: portuguese });

/** The texts in the first language of `Accept-Language` that the page has; English if it has none. */
export function textsFor(languages: string | undefined): PageTexts & { readonly language: string } {
  const { language, texts } = find(languages);
  return { language, ...texts };
}
