import type { UsageType } from '@sms-connectors/core';

/** A text for every usage type, in the three languages of the demo. */
const texts = {
  Register: {
    en: 'Welcome! Your sign-up code is {{code}}.',
    fr: 'Bienvenue ! Votre code d’inscription est {{code}}.',
    pt: 'Boas-vindas! Seu código de cadastro é {{code}}.',
  },
  SignIn: {
    en: 'Your sign-in code is {{code}}.',
    fr: 'Votre code de connexion est {{code}}.',
    pt: 'Seu código de acesso é {{code}}.',
  },
  ForgotPassword: {
    en: 'Your code to reset your password is {{code}}.',
    fr: 'Le code pour changer votre mot de passe est {{code}}.',
    pt: 'O código para redefinir sua senha é {{code}}.',
  },
  Generic: {
    en: 'Your verification code is {{code}}.',
    fr: 'Votre code de vérification est {{code}}.',
    pt: 'Seu código de verificação é {{code}}.',
  },
  OrganizationInvitation: {
    en: 'You are invited to join us: {{link}}',
    fr: 'Vous êtes invité à nous rejoindre : {{link}}',
    pt: 'Você recebeu um convite: {{link}}',
  },
  UserPermissionValidation: {
    en: 'Confirm that it is you with {{code}}.',
    fr: 'Confirmez que c’est bien vous : {{code}}.',
    pt: 'Confirme que é você com {{code}}.',
  },
  BindNewIdentifier: {
    en: 'Add this number to your account with {{code}}.',
    fr: 'Ajoutez ce numéro à votre compte : {{code}}.',
    pt: 'Adicione este número à sua conta com {{code}}.',
  },
  MfaVerification: {
    en: 'Your second step: {{code}}.',
    fr: 'Votre deuxième étape : {{code}}.',
    pt: 'Sua segunda etapa: {{code}}.',
  },
  BindMfa: {
    en: 'Turn two-step verification on with {{code}}.',
    fr: 'Activez la validation en deux étapes : {{code}}.',
    pt: 'Ative a verificação em duas etapas com {{code}}.',
  },
} as const satisfies Record<UsageType, Record<'en' | 'fr' | 'pt', string>>;

export const templates = Object.entries(texts).flatMap(([usageType, byLocale]) =>
  Object.entries(byLocale).map(([locale, content]) => ({
    usageType: usageType as UsageType,
    locale,
    content,
  })),
);
