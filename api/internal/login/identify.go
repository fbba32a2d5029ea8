package login

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"sportello/api/identity"
)

// identify asks the provider who it is. It writes into the message what the answer says of itself.
func (l *Login) identify(ctx context.Context, query url.Values, a Attempt, m *Message) (identity.Person, error) {
	p, err := l.provider(ctx)
	if err != nil {
		return identity.Person{}, err
	}
	if err := p.issued(query, l.cfg.Issuer); err != nil {
		return identity.Person{}, err
	}
	if query.Has("error") {
		return identity.Person{}, refusal(query)
	}
	token, err := l.exchange(ctx, p, query.Get("code"), a.Verifier)
	if err != nil {
		return identity.Person{}, err
	}
	id, err := l.verify(ctx, p, token, a.Nonce)
	if err != nil {
		return identity.Person{}, err
	}
	m.IssuedAt = id.IssuedAt.UTC().Format(time.RFC3339)
	return l.person(ctx, p, token, id, m)
}

// issued checks who answered, when the answer or the provider's description says so (RFC 9207 § 2.4).
func (p *provider) issued(query url.Values, issuer string) error {
	if got := query.Get("iss"); got != issuer && (p.saysIss || query.Has("iss")) {
		return fmt.Errorf("%w: it is of another issuer", ErrToken)
	}
	return nil
}

// exchange spends the code. The provider's words stay out of errors: they may hold anything.
func (l *Login) exchange(ctx context.Context, p *provider, code, verifier string) (*oauth2.Token, error) {
	if code == "" {
		return nil, fmt.Errorf("%w: it has no code", ErrToken)
	}
	token, err := p.oauth.Exchange(l.client(ctx), code, oauth2.VerifierOption(verifier))
	var answered *oauth2.RetrieveError
	switch {
	case err == nil:
		return token, nil
	case errors.As(err, &answered) && answered.Response.StatusCode < 500:
		return nil, fmt.Errorf("%w: the code was not taken, status %d", ErrToken, answered.Response.StatusCode)
	}
	l.forget()
	return nil, fmt.Errorf("%w: asking for tokens", ErrUnreachable)
}

// verify checks the ID token: signature, issuer, audience, times, nonce (OpenID Connect Core § 3.1.3.7).
func (l *Login) verify(ctx context.Context, p *provider, token *oauth2.Token, nonce string) (*oidc.IDToken, error) {
	raw, _ := token.Extra("id_token").(string)
	id, err := p.verifier.Verify(l.client(ctx), raw)
	var expired *oidc.TokenExpiredError
	switch {
	case errors.As(err, &expired), err != nil && strings.Contains(err.Error(), "nbf (not before)"):
		return nil, ErrClock
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrToken, err)
	case id.Nonce != nonce:
		return nil, fmt.Errorf("%w: its nonce is not ours", ErrToken)
	case id.Subject == "":
		return nil, fmt.Errorf("%w: it names nobody", ErrToken)
	case id.IssuedAt.After(l.cfg.Now().Add(clockLeeway)):
		return nil, ErrClock
	case id.AccessTokenHash != "" && id.VerifyAccessToken(token.AccessToken) != nil:
		return nil, fmt.Errorf("%w: its access token is another's", ErrToken)
	}
	return id, nil
}

// clockLeeway is how far two clocks may be apart (the same as go-oidc's for nbf).
const clockLeeway = 5 * time.Minute

// person reads the claims of the ID token and, when they hold no fiscal code, of UserInfo: SPID gives its
// attributes only there.
func (l *Login) person(ctx context.Context, p *provider, token *oauth2.Token, id *oidc.IDToken, m *Message) (identity.Person, error) {
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil {
		return identity.Person{}, fmt.Errorf("%w: reading claims", ErrToken)
	}
	m.Level = first(claims, []string{"acr"})
	azp, _ := claims["azp"].(string)
	switch {
	case len(id.Audience) > 1 && azp != l.cfg.ClientID:
		return identity.Person{}, fmt.Errorf("%w: it is for another party", ErrToken)
	case !enough(m.Level, l.cfg.AcrValues):
		return identity.Person{}, ErrLevel
	}
	if who, ok := l.cfg.ClaimMap.person(claims); ok || p.UserInfoEndpoint() == "" {
		return who, missing(ok)
	}
	if err := l.userInfo(ctx, p, token, id.Subject, claims); err != nil {
		return identity.Person{}, err
	}
	who, ok := l.cfg.ClaimMap.person(claims)
	return who, missing(ok)
}

// userInfo adds the claims of UserInfo, which must be about the same subject (OpenID Connect Core § 5.3.2).
func (l *Login) userInfo(ctx context.Context, p *provider, token *oauth2.Token, subject string, claims map[string]any) error {
	info, err := p.UserInfo(l.client(ctx), oauth2.StaticTokenSource(token))
	switch {
	case err != nil:
		return fmt.Errorf("%w: asking for attributes", ErrUnreachable)
	case info.Subject != subject:
		return fmt.Errorf("%w: the attributes are of another person", ErrToken)
	case info.Claims(&claims) != nil:
		return fmt.Errorf("%w: reading attributes", ErrToken)
	}
	return nil
}

func missing(ok bool) error {
	if ok {
		return nil
	}
	return ErrNoFiscalCode
}

// spidLevels are the levels of SPID, lowest first; CIE uses the same names in OpenID Connect.
var spidLevels = []string{"https://www.spid.gov.it/SpidL1", "https://www.spid.gov.it/SpidL2", "https://www.spid.gov.it/SpidL3"}

// enough says whether a level is one of those asked for, or a SPID level above one of them.
func enough(got string, asked []string) bool {
	if len(asked) == 0 || slices.Contains(asked, got) {
		return true
	}
	return slices.ContainsFunc(asked, func(a string) bool {
		want := slices.Index(spidLevels, a)
		return want >= 0 && slices.Index(spidLevels, got) > want
	})
}
