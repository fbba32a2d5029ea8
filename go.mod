module sportello

go 1.26.0

require (
	github.com/andybalholm/brotli v1.2.8 // packs pages and the browser program; the standard library has no brotli
	github.com/arran4/golang-ical v0.3.4 // writes the days of a person for their calendar, with its escapes and folds; server only
	github.com/boombuler/barcode v1.1.0 // draws the QR code of a notice; 22 KB of the browser program
	github.com/chromedp/cdproto v0.159.0 // commands of the browser that chromedp has no name for (tests)
	github.com/chromedp/chromedp v0.23.0 // drives Chromium from Go tests
	github.com/coreos/go-oidc/v3 v3.21.0 // sign-in: verifies what the identity provider says
	github.com/danielgtaylor/huma/v2 v2.37.2 // /v1 and its OpenAPI description from the same Go types
	github.com/emersion/go-sasl v0.0.0-20241020182733-b788ff22d5a6 // how one signs in to the mailbox of tests and demonstrations (e2e/outside)
	github.com/emersion/go-smtp v0.25.1 // that mailbox speaks the true protocol (e2e/outside)
	github.com/getkin/kin-openapi v0.152.0 // judges what we send pagoPA by its official files (tests)
	github.com/go-jose/go-jose/v4 v4.1.6 // keys of the simulated identity provider, as zitadel/oidc wants them
	github.com/google/go-cmp v0.7.0 // says in tests what differs
	github.com/google/uuid v1.6.0 // UUIDv7: ids made where a command is born
	github.com/jackc/pgx/v5 v5.12.0 // PostgreSQL: batches, COPY, nothing in between
	github.com/makiuchi-d/gozxing v0.1.1 // reads the code in a photo of a notice; in a test, the QR code that another library drew
	github.com/maxence-charriere/go-app/v10 v10.1.11 // the browser program; only exact versions resolve
	github.com/nicksnyder/go-i18n/v2 v2.7.0 // plurals and variables of the catalogues on the server
	github.com/pressly/goose/v3 v3.29.0 // migrations as plain SQL, as a library
	github.com/tdewolff/parse/v2 v2.8.20 // reads CSS to leave out what no page uses (cmd/gen)
	github.com/wneessen/go-mail v0.8.1 // letters over SMTP with TLS; net/smtp is frozen
	github.com/zitadel/oidc/v3 v3.51.17 // the simulated identity provider speaks the true protocol (e2e/outside)
	golang.org/x/crypto v0.58.0 // argon2id: hashes of short codes, slow enough that a stolen table is of no use
	golang.org/x/net v0.62.0 // the tree of a page (html), the same on both hosts
	golang.org/x/oauth2 v0.37.0 // the code flow with PKCE under go-oidc
	golang.org/x/term v0.47.0 // progress of an import only on a terminal
	golang.org/x/text v0.43.0 // encodings of the back offices, names of languages
)

require (
	github.com/bmatcuk/doublestar/v4 v4.10.4 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/go-chi/chi/v5 v5.5.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/go-logr/logr v1.4.4 // indirect
	github.com/go-logr/stdr v1.2.2 // indirect
	github.com/go-openapi/jsonpointer v0.22.5 // indirect
	github.com/go-openapi/swag/jsonname v0.25.5 // indirect
	github.com/gorilla/securecookie v1.1.2 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/mfridman/interpolate v0.0.2 // indirect
	github.com/muhlemmer/gu v0.3.1 // indirect
	github.com/muhlemmer/httpforwarded v0.1.0 // indirect
	github.com/oasdiff/yaml v0.1.1 // indirect
	github.com/oasdiff/yaml3 v0.0.14 // indirect
	github.com/rs/cors v1.11.1 // indirect
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // indirect
	github.com/sethvargo/go-retry v0.5.0 // indirect
	github.com/zitadel/schema v1.3.2 // indirect
	go.opentelemetry.io/auto/sdk v1.2.1 // indirect
	go.opentelemetry.io/otel v1.47.0 // indirect
	go.opentelemetry.io/otel/log v1.47.0 // indirect
	go.opentelemetry.io/otel/metric v1.47.0 // indirect
	go.opentelemetry.io/otel/trace v1.47.0 // indirect
	go.uber.org/multierr v1.11.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/xerrors v0.0.0-20200804184101-5ec99f83aff1 // indirect
)
