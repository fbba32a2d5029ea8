package login

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// provider is the identity provider as its discovery document describes it.
type provider struct {
	*oidc.Provider
	oauth    oauth2.Config
	saysIss  bool // answers carry iss (RFC 9207)
	verifier *oidc.IDTokenVerifier
}

// retryAfter spares a provider that is down, and the people behind the first who finds out.
const retryAfter = time.Second

// provider gives the identity provider, asking for its description when nobody has yet. It fails with
// ErrUnreachable, and the next person tries again.
func (l *Login) provider(ctx context.Context) (*provider, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.found != nil {
		return l.found, nil
	}
	if time.Since(l.failedAt) < retryAfter {
		return nil, ErrUnreachable
	}
	p, err := l.discover(ctx)
	if err != nil {
		l.failedAt = time.Now()
		return nil, fmt.Errorf("%w: reading its description: %w", ErrUnreachable, err)
	}
	l.found = p
	return p, nil
}

// forget makes the next person ask for the description again: it may have moved.
func (l *Login) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.found = nil
}

func (l *Login) discover(ctx context.Context) (*provider, error) {
	found, err := oidc.NewProvider(l.client(ctx), l.cfg.Issuer)
	if err != nil {
		return nil, err
	}
	var says struct {
		AuthMethods []string `json:"token_endpoint_auth_methods_supported"`
		Iss         bool     `json:"authorization_response_iss_parameter_supported"`
	}
	if err := found.Claims(&says); err != nil {
		return nil, err
	}
	p := &provider{Provider: found, saysIss: says.Iss}
	p.oauth = oauth2.Config{
		ClientID: l.cfg.ClientID, ClientSecret: l.cfg.ClientSecret,
		RedirectURL: l.cfg.RedirectURL, Endpoint: found.Endpoint(), Scopes: l.scopes(),
	}
	p.oauth.Endpoint.AuthStyle = authStyle(l.cfg.ClientSecret, says.AuthMethods)
	p.verifier = found.Verifier(&oidc.Config{ClientID: l.cfg.ClientID, Now: l.cfg.Now})
	return p, nil
}

// authStyle chooses how we say who we are: never by trying, which would spend the code (RFC 6749 § 4.1.2).
// client_secret_basic is what a provider that says nothing takes (OpenID Connect Discovery § 3).
func authStyle(secret string, methods []string) oauth2.AuthStyle {
	basic := len(methods) == 0 || slices.Contains(methods, "client_secret_basic")
	if secret != "" && basic {
		return oauth2.AuthStyleInHeader
	}
	return oauth2.AuthStyleInParams
}

// client makes the libraries use our HTTP client.
func (l *Login) client(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, l.cfg.HTTP)
}
