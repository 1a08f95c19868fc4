/**
 * Words that people type for what a section explains, if the section does not contain them. A catalogue translates each
 * line with the words of its language; the search knows both. The keys are addresses on the site.
 */
export const searchWords = {
  '/verify-a-phone-number/': 'OTP, one-time password, one-time code, 2FA, two-factor, MFA, PIN',
  '/verify-a-phone-number/#fill-in-the-code-automatically': 'autofill, SMS Retriever, autocomplete',
  '/verify-a-phone-number/#the-chance-of-guessing-a-code': 'brute force, attempts, code length',
  '/verify-a-phone-number/#send-the-code-again': 'resend, cooldown',
  '/send-your-first-code/': 'quick start, tutorial, install, hello world',
  '/send-your-first-code/#phone-numbers':
    'E.164, international number, number format, country code',
  '/send-your-first-code/#in-the-person-s-language': 'localization, i18n, language of the message',
  '/reference/core/#templates': 'template, message text, placeholder, variable',
  '/receive-delivery-reports/': 'webhook, DLR, delivery receipt, status callback, callback URL',
  '/receive-delivery-reports/#behind-a-proxy': 'X-Forwarded-Host, load balancer, ngrok, tunnel',
  '/test-your-app/': 'unit test, Jest, Vitest, fake, stub, sandbox, CI',
  '/http-clients/': 'proxy, corporate network, TLS, undici, fetch, got',
  '/http-clients/#trust-a-private-certificate-authority':
    'self-signed certificate, CA, NODE_EXTRA_CA_CERTS',
  '/survive-an-outage/': 'failover, fallback, retry, high availability, circuit breaker',
  '/send-by-country/': 'routing, least cost, prefix, local provider',
  '/stop-sms-pumping/':
    'fraud, toll fraud, AIT, artificially inflated traffic, rate limit, throttling, abuse, quota',
  '/see-what-happens/': 'metrics, tracing, monitoring, observability, Prometheus, dashboard, logs',
  '/gateway/#repeat-a-request-safely':
    'idempotency, idempotency key, duplicate request, exactly once',
  '/run-the-gateway/':
    'Docker, container, microservice, REST API, Python, Go, PHP, Java, self-hosted',
  '/run-the-gateway/#make-an-api-key': 'API key, bearer token, authentication',
  '/connect-an-auth-platform/': 'SSO, login, identity provider, IAM, hook, custom SMS sender',
  '/compare-verification-services/': 'alternatives, comparison, price, cost, versus',
  '/reference/error-codes/': 'exception, error handling, ConnectorError, failure',
  '/reference/benchmarks/': 'performance, speed, throughput, cold start, memory',
  '/console/': 'GUI, admin page, user interface',
  '/console/#the-command-line': 'CLI, terminal, shell, npx',
  '/connectors/':
    'list of providers, supported providers, countries, sender ID, short code, alphanumeric sender',
  '/write-a-connector/': 'new provider, plugin, custom connector, SDK, contribute a provider',
  '/translate-a-guide/': 'translation, gettext, po file, new language',
} as const;
