// Made from packages/verify/guide/fr.po, which translates packages/verify/src/texts/english-end-user-texts.ts, by the docs generator. Edit that file instead.
import type { EndUserTexts } from '../english-end-user-texts.ts';

export const endUserTextsFr: EndUserTexts = {
  started: "Nous vous avons envoyé un code par SMS. Saisissez-le ici.",
  resent: "Nous vous avons renvoyé le même code.",
  hidden: {
    started: "Si un compte est associé à ce numéro, vous allez recevoir un code. Saisissez-le ici.",
    resent: "Si un compte est associé à ce numéro, vous allez recevoir de nouveau le même code.",
  },
  limited: "Trop de codes ont été demandés pour ce numéro. Vous pourrez en demander un nouveau {{when}}.",
  too_early: "Vous pourrez demander un nouvel envoi du code {{when}}.",
  too_many: "Ce code ne peut plus être renvoyé. Saisissez celui que vous avez reçu ou recommencez.",
  approved: "Votre numéro de téléphone est vérifié.",
  wrong: {
    one: "Ce code est incorrect. Il vous reste {{attempts}} essai.",
    other: "Ce code est incorrect. Il vous reste {{attempts}} essais.",
  },
  expired: "Ce code a expiré. Demandez-en un nouveau.",
  locked: "Trop de codes incorrects. Demandez un nouveau code.",
  used: "Ce code a déjà été utilisé. Demandez-en un nouveau.",
  not_found: "Ce code n’est plus valable. Demandez-en un nouveau.",
  canceled: "La vérification a été annulée.",
};
