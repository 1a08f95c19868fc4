// Made from packages/docs/locales/fr.po, which translates packages/core/src/errors/english-end-user-texts.ts, by the docs generator. Edit that file instead.
import type { EndUserTexts } from '../english-end-user-texts.ts';

export const endUserTextsFr: EndUserTexts = {
  byCode: {
    invalid_config: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    invalid_message: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    template_not_found: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    template_invalid: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    invalid_recipient: "Ce numéro de téléphone n’est pas valide. Vérifiez-le et réessayez.",
    unreachable_recipient: "Ce numéro ne peut pas recevoir de SMS. Essayez un autre numéro.",
    opted_out: "Ce numéro s’est désinscrit de nos SMS. Utilisez un autre numéro.",
    region_blocked: "Nous ne pouvons pas envoyer de code vers ce pays. Essayez un autre numéro.",
    content_rejected: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    sender_invalid: "Nous ne pouvons pas envoyer de code à ce numéro pour le moment. Essayez un autre numéro.",
    unauthorized: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    account_suspended: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    insufficient_balance: "L’envoi de codes est momentanément impossible. Réessayez plus tard.",
    rate_limited: "Trop de codes ont été demandés. Patientez un instant, puis réessayez.",
    fraud_blocked: "Nous ne pouvons pas envoyer de code à ce numéro.",
    timeout: "Le code n’a pas pu être envoyé. Réessayez.",
    network: "Le code n’a pas pu être envoyé. Réessayez.",
    provider_unavailable: "Le code n’a pas pu être envoyé. Réessayez.",
    invalid_response: "Le code n’a pas pu être envoyé. Réessayez.",
    aborted: "La demande a été annulée. Réessayez.",
    unclassified: "Le code n’a pas pu être envoyé. Réessayez.",
  },
  unknownOutcome: "Votre code est peut-être en route. S’il n’arrive pas d’ici une minute, demandez-en un nouveau.",
};
