package login

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Redirect is where to send the browser, and the cookie that binds the answer to this browser.
type Redirect struct {
	URL         string
	StateCookie string
}

// Start begins a sign-in. returnTo is the local path to come back to, with its query and fragment; anything
// else becomes "/". shared says that other people use the device: the provider is then asked not to take
// somebody else's sign-in for this one. languages are those to ask of the provider's pages, such as "en", the
// best first. It fails with ErrUnreachable, or for a fault of ours.
func (l *Login) Start(ctx context.Context, returnTo string, shared bool, languages ...string) (Redirect, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	p, err := l.provider(ctx)
	if err != nil {
		return Redirect{}, err
	}
	state, cookie := newSecret(), newSecret()
	a := Attempt{
		Nonce: newSecret(), Verifier: oauth2.GenerateVerifier(), ReturnTo: localPath(returnTo),
		Shared: shared, Expires: l.cfg.Now().Add(l.cfg.Times.Attempt),
	}
	of := attemptHash(state, cookie)
	if err := l.store.KeepAttempt(ctx, of, a, l.sent(of)); err != nil {
		return Redirect{}, fmt.Errorf("keeping a sign-in under way: %w", err)
	}
	return Redirect{URL: p.oauth.AuthCodeURL(state, l.options(a, languages)...), StateCookie: cookie}, nil
}

// options are what the request says beyond plain OAuth.
func (l *Login) options(a Attempt, languages []string) []oauth2.AuthCodeOption {
	opts := []oauth2.AuthCodeOption{oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	if len(languages) > 0 {
		opts = append(opts, oauth2.SetAuthURLParam("ui_locales", strings.Join(languages, " ")))
	}
	if len(l.cfg.AcrValues) > 0 {
		opts = append(opts, oauth2.SetAuthURLParam("acr_values", strings.Join(l.cfg.AcrValues, " ")))
	}
	if a.Shared {
		opts = append(opts, oauth2.SetAuthURLParam("prompt", "login"))
	}
	return opts
}

// attemptHash names a sign-in by what travels in the address and what stays in the browser: with only one of
// the two it cannot be found, so an address made in one browser is worth nothing in another (RFC 9700 § 4.7).
func attemptHash(state, cookie string) Hash {
	return sha256.Sum256([]byte(state + "." + cookie))
}

func (l *Login) sent(of Hash) Message {
	m := l.message(of, Sent)
	m.Scopes, m.Levels = l.scopes(), l.cfg.AcrValues
	return m
}

func (l *Login) message(of Hash, d Direction) Message {
	return Message{At: l.cfg.Now(), Direction: d, Attempt: hex.EncodeToString(of[:8]), Issuer: l.cfg.Issuer, Client: l.cfg.ClientID}
}

// maxPath is longer than any address of ours.
const maxPath = 2000

// localPath is the path when it stays on this host however a browser reads it, else "/". Browsers take "\"
// for "/", drop tabs and line ends, and read "//host" as another host (WHATWG URL § 4.4).
func localPath(path string) string {
	odd := func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f || r == '\ufffd' }
	if len(path) > maxPath || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsFunc(path, odd) {
		return "/"
	}
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || u.User != nil {
		return "/"
	}
	return path
}
