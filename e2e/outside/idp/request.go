package idp

import (
	"crypto/subtle"
	"errors"
	"slices"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// request is one sign-in under way.
type request struct {
	id      string
	asked   oidc.AuthRequest
	at      time.Time // when it came, then when the person answered
	subject string    // empty until then
	level   string
	nonce   string
}

func (r *request) GetID() string                      { return r.id }
func (r *request) GetACR() string                     { return r.level }
func (r *request) GetAMR() []string                   { return nil }
func (r *request) GetAudience() []string              { return []string{r.asked.ClientID} }
func (r *request) GetAuthTime() time.Time             { return r.at }
func (r *request) GetClientID() string                { return r.asked.ClientID }
func (r *request) GetNonce() string                   { return r.nonce }
func (r *request) GetRedirectURI() string             { return r.asked.RedirectURI }
func (r *request) GetResponseType() oidc.ResponseType { return r.asked.ResponseType }
func (r *request) GetResponseMode() oidc.ResponseMode { return r.asked.ResponseMode }
func (r *request) GetScopes() []string                { return r.asked.Scopes }
func (r *request) GetState() string                   { return r.asked.State }
func (r *request) GetSubject() string                 { return r.subject }
func (r *request) Done() bool                         { return r.subject != "" }

func (r *request) GetCodeChallenge() *oidc.CodeChallenge {
	return &oidc.CodeChallenge{Challenge: r.asked.CodeChallenge, Method: r.asked.CodeChallengeMethod}
}

// locales are the languages the client asked for.
func (r *request) locales() []string {
	var all []string
	for _, tag := range r.asked.UILocales {
		all = append(all, tag.String())
	}
	return all
}

// spidL2 is the level municipalities ask for; it is answered when none was asked.
const spidL2 = "https://www.spid.gov.it/SpidL2"

// newRequest is as strict as SPID: a code, PKCE with S256, and a nonce.
func newRequest(id string, asked *oidc.AuthRequest, now time.Time, f Faults) (*request, error) {
	if asked.CodeChallenge == "" || asked.CodeChallengeMethod != oidc.CodeChallengeMethodS256 || asked.Nonce == "" {
		return nil, oidc.ErrInvalidRequest().WithDescription("PKCE with S256 and a nonce are required")
	}
	r := &request{id: id, asked: *asked, at: now, level: spidL2, nonce: asked.Nonce}
	if len(asked.ACRValues) > 0 {
		r.level = asked.ACRValues[0]
	}
	if f.Level != "" {
		r.level = f.Level
	}
	if f.WrongNonce {
		r.nonce = "of-another-sign-in"
	}
	return r, nil
}

// client is the only client.
type client struct {
	cfg   Config
	login string        // address of the page, without the id of the request
	ahead time.Duration // by how much our clock is ahead of the client's
}

func (c client) GetID() string                       { return c.cfg.ClientID }
func (c client) RedirectURIs() []string              { return c.cfg.RedirectURLs }
func (c client) PostLogoutRedirectURIs() []string    { return nil }
func (c client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c client) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodBasic }
func (c client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c client) GrantTypes() []oidc.GrantType         { return []oidc.GrantType{oidc.GrantTypeCode} }
func (c client) LoginURL(id string) string            { return c.login + id }
func (c client) AccessTokenType() op.AccessTokenType  { return op.AccessTokenTypeBearer }
func (c client) DevMode() bool                        { return false }
func (c client) IsScopeAllowed(string) bool           { return false }
func (c client) IDTokenUserinfoClaimsAssertion() bool { return true }

// The library takes the skew off "issued at" and adds it to the lifetime.

func (c client) ClockSkew() time.Duration       { return -c.ahead }
func (c client) IDTokenLifetime() time.Duration { return lifetime + 2*c.ahead }

func (c client) RestrictAdditionalIdTokenScopes() func([]string) []string     { return slices.Clone }
func (c client) RestrictAdditionalAccessTokenScopes() func([]string) []string { return slices.Clone }

var errClient = errors.New("unknown client or wrong secret")

func (c client) check(id, secret string) error {
	same := subtle.ConstantTimeCompare([]byte(secret), []byte(c.cfg.ClientSecret))
	if id != c.cfg.ClientID || same != 1 {
		return errClient
	}
	return nil
}
