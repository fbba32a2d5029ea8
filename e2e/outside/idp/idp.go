// Package idp stands in for a gateway of SPID and CIE: an OpenID Connect provider for demonstrations and
// tests, where anybody may be anybody.
//
// The protocol is a kept library's (zitadel/oidc); the page where a person says who they are is ours, works
// without script and says on every screen that it is no SPID. It keeps everything in memory, makes new keys
// at each start, asks for no secret of a person, and must never be reachable beside real data.
package idp

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"
)

// Persona is somebody a visitor can be. It and En say who they are in a sentence.
type Persona struct {
	Key        string // stable name, for tests
	FiscalCode string // empty: somebody with a European identity and no Italian code
	GivenName  string
	FamilyName string
	It, En     string
}

// Name is the given name and the family name.
func (p Persona) Name() string { return p.GivenName + " " + p.FamilyName }

// Config says where the provider stands and whom it knows.
type Config struct {
	Issuer       string // URL with the path the handler is mounted at
	ClientID     string
	ClientSecret string
	RedirectURLs []string
	Personas     []Persona
	// Lookup finds anybody else by fiscal code (upper case); nil when the personas are all.
	Lookup      func(ctx context.Context, fiscalCode string) (Persona, bool, error)
	Stylesheets []string // URLs on the same origin, before our own few rules
	Home        string   // where a visitor goes who cannot go on; "/" when empty
}

// Provider is the provider; it serves every path under that of its issuer.
type Provider struct {
	cfg    Config
	store  *storage
	op     *op.Provider
	mux    *http.ServeMux
	prefix string
	csp    string

	mu     sync.Mutex
	faults Faults
}

// New makes a provider with a new key.
func New(cfg Config) (*Provider, error) {
	issuer, err := url.Parse(cfg.Issuer)
	if err != nil || issuer.Host == "" || strings.HasSuffix(issuer.Path, "/") {
		return nil, errors.New("the issuer must be an absolute URL that does not end with a slash")
	}
	if cfg.Home == "" {
		cfg.Home = "/"
	}
	p := &Provider{cfg: cfg, prefix: issuer.Path, csp: policy(cfg.RedirectURLs)}
	if p.store, err = newStorage(p); err != nil {
		return nil, err
	}
	if p.op, err = newOP(cfg.Issuer, p.store); err != nil {
		return nil, fmt.Errorf("starting the demonstration identity provider: %w", err)
	}
	p.routes()
	return p, nil
}

func newOP(issuer string, s *storage) (*op.Provider, error) {
	cfg := &op.Config{
		CodeMethodS256: true, SupportedUILocales: []language.Tag{language.Italian, language.English},
		SupportedScopes: []string{"openid", "profile"},
		SupportedClaims: []string{"sub", "given_name", "family_name", "name", eidFiscalNumber},
	}
	if _, err := rand.Read(cfg.CryptoKey[:]); err != nil {
		return nil, err
	}
	return op.NewProvider(cfg, s, op.StaticIssuer(issuer), op.WithAllowInsecure(), op.WithCORSOptions(nil))
}

func (p *Provider) routes() {
	p.mux = http.NewServeMux()
	p.mux.HandleFunc("GET /accesso", p.ask)
	p.mux.HandleFunc("POST /accesso", p.answer)
	p.mux.HandleFunc("GET /stile.css", style)
	p.mux.Handle("/", p.op)
}

// ServeHTTP serves the paths under that of the issuer.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !p.pass(w, r) {
		return
	}
	http.StripPrefix(p.prefix, p.mux).ServeHTTP(w, r)
}

// policy lets the page load our style and send its forms here and, by redirection, to the clients.
func policy(redirects []string) string {
	to := "'self'"
	for _, r := range redirects {
		if u, err := url.Parse(r); err == nil && u.Host != "" {
			to += " " + u.Scheme + "://" + u.Host
		}
	}
	return "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action " + to +
		"; base-uri 'none'; frame-ancestors 'none'"
}
