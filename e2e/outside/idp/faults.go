package idp

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// Faults make the provider behave as gateways do on a bad day, or as another gateway does on a good one.
// The zero value is a gateway of SPID: the code in the claim of SPID and CIE, with TINIT-, in the ID token.
type Faults struct {
	Claim          string        // another claim for the fiscal code, such as "fiscal_number"
	Bare           bool          // the code without TINIT-
	OnlyUserInfo   bool          // no attributes in the ID token
	NoFiscalCode   bool          // as the eIDAS node may answer
	WrongNonce     bool          // an ID token of another sign-in
	WrongSubject   bool          // UserInfo of another person
	Level          string        // acr other than the one asked for
	TokenDelay     time.Duration // before the token endpoint answers
	Down           bool          // 503 to everything
	Error          string        // instead of a sign-in, this error code
	ErrorDetail    string        // with this description, such as "ErrorCode nr19"
	IssuedInFuture time.Duration // ahead of our clock by so much
}

// Simulate makes the provider behave so from now on.
func (p *Provider) Simulate(f Faults) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = f
}

func (p *Provider) fault() Faults {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.faults
}

// pass says whether a request gets to the provider at all today.
func (p *Provider) pass(w http.ResponseWriter, r *http.Request) bool {
	f := p.fault()
	if f.Down {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return false
	}
	if f.TokenDelay > 0 && r.URL.Path == p.prefix+p.op.TokenEndpoint().Relative() {
		select {
		case <-time.After(f.TokenDelay):
		case <-r.Context().Done():
			return false
		}
	}
	return true
}

// refusal is the simulated error as the library has it: its codes have a type of their own, which it reads
// from JSON only.
func refusal(f Faults) *oidc.Error {
	e := &oidc.Error{Description: f.ErrorDetail}
	code, _ := json.Marshal(map[string]string{"error": f.Error})
	_ = json.Unmarshal(code, e)
	return e
}
