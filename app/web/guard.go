package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"sportello/api/command"
)

// policy lets a page load from us alone, with no code or style inside it. Forms go to us, and by our answer
// to the identity provider and to pagoPA: browsers hold the rule for forms against redirections too.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// stationPath is where pagoPA calls: no browser, and nobody who has signed in. It has a guard of its own.
const stationPath = "/pagopa/paForNode"

// guard puts the rules for browsers on every answer, and refuses forms of other sites.
func guard(next http.Handler, c Config) http.Handler {
	allowed := strings.Join(strings.Fields(policy+" "+c.Provider+" "+c.Checkout), " ")
	protect := http.NewCrossOriginProtection()
	if c.Station != nil {
		protect.AddInsecureBypassPattern("POST " + stationPath)
	}
	next = protect.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", allowed)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		if c.Secure {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r.WithContext(command.WithSource(r.Context(), source(r, c.SourceHeader))))
	})
}

// recover turns a panic into the page for a fault of ours.
func (h *Host) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			err := fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			h.write(w, r, visitor{prefer: preferences(r)}, h.app.Trouble(r.Context(), h.request(r, visitor{}), err))
		}()
		next.ServeHTTP(w, r)
	})
}
