// Package login signs people in as a plain OpenID Connect relying party, and keeps their sessions.
//
// It knows the code flow with PKCE, nonce and state, how a fiscal code is found among claims, how long a
// session lives, and what is kept for a person whose session lapsed while they wrote. Any gateway that
// turns SPID, CIE or eIDAS into OpenID Connect fits. It speaks no SAML and no OpenID Federation, holds no
// passwords, never keeps the tokens of the identity provider, and writes no cookie or page itself.
package login

import (
	"cmp"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// Config says which identity provider, and who we are to it.
type Config struct {
	Issuer       string   // URL of the provider, exactly as it names itself
	ClientID     string   //
	ClientSecret string   // empty for a public client
	RedirectURL  string   // our callback, absolute
	Scopes       []string // beside openid; profile when empty
	// AcrValues are the levels asked for, such as https://www.spid.gov.it/SpidL2. When there are any, an
	// answer that names none of them (nor a higher SPID level) is refused. Leave it empty for a gateway
	// that does not say.
	AcrValues []string
	ClaimMap  ClaimMap // DefaultClaims when zero
	Times     Times    // DefaultTimes where zero

	HTTP *http.Client     // for calls to the provider; one with a 10 s limit when nil
	Now  func() time.Time // the clock; time.Now when nil
}

// Times are how long things last.
type Times struct {
	Idle, Absolute             time.Duration // a session on one's own device
	SharedIdle, SharedAbsolute time.Duration // a session on a shared device
	Attempt                    time.Duration // a sign-in under way
	Lapsed                     time.Duration // a lapsed session still vouches for a parked form, and a form waits
	Messages                   time.Duration // login messages (DPCM 24/10/2014 art. 13 c. 2)
}

// DefaultTimes are long for a session (slow readers lose nothing) and short where others use the device.
var DefaultTimes = Times{
	Idle: 2 * time.Hour, Absolute: 12 * time.Hour,
	SharedIdle: 30 * time.Minute, SharedAbsolute: 4 * time.Hour,
	Attempt: 30 * time.Minute, Lapsed: 24 * time.Hour,
	Messages: 731 * 24 * time.Hour,
}

// callLimit bounds everything asked of the provider in one request.
const callLimit = 10 * time.Second

// Login signs people in. It is safe for concurrent use and keeps nothing that a replica would miss.
type Login struct {
	cfg   Config
	store Store

	mu       sync.Mutex // guards what follows
	found    *provider
	failedAt time.Time
}

// New makes a Login. It calls nobody: the provider is asked when the first person signs in, so that one
// that is down does not stop the server.
func New(cfg Config, store Store) *Login {
	if cfg.HTTP == nil {
		cfg.HTTP = &http.Client{Timeout: callLimit}
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if len(cfg.Scopes) == 0 {
		cfg.Scopes = []string{"profile"}
	}
	if cfg.ClaimMap.empty() {
		cfg.ClaimMap = DefaultClaims
	}
	cfg.Times = cfg.Times.orDefault()
	return &Login{cfg: cfg, store: store}
}

func (t Times) orDefault() Times {
	d := DefaultTimes
	return Times{
		Idle: cmp.Or(t.Idle, d.Idle), Absolute: cmp.Or(t.Absolute, d.Absolute),
		SharedIdle: cmp.Or(t.SharedIdle, d.SharedIdle), SharedAbsolute: cmp.Or(t.SharedAbsolute, d.SharedAbsolute),
		Attempt: cmp.Or(t.Attempt, d.Attempt), Lapsed: cmp.Or(t.Lapsed, d.Lapsed),
		Messages: cmp.Or(t.Messages, d.Messages),
	}
}

// scopes are what is asked for, openid first.
func (l *Login) scopes() []string { return append([]string{oidc.ScopeOpenID}, l.cfg.Scopes...) }
