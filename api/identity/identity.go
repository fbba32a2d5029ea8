// Package identity says who is acting, whose matters they are, and why that is allowed.
//
// The three travel together from the first line of a request to the last row of the audit trail. The
// package is pure: signing in is done by api/internal/login, the rules of proxies stand in api/proxies.
package identity

import "strings"

// Person is somebody the town hall knows. ID is a UUID that means nothing outside; FiscalCode is the
// codice fiscale, upper case, 16 characters (11 digits for a provisional one).
type Person struct {
	ID         string `json:"id" doc:"Opaque identifier, a UUID"`
	FiscalCode string `json:"fiscal_code" doc:"Codice fiscale"`
	GivenName  string `json:"given_name"`
	FamilyName string `json:"family_name"`
}

// Name is the given name and the family name, as a person writes them.
func (p Person) Name() string {
	return strings.TrimSpace(p.GivenName + " " + p.FamilyName)
}

// MandateKind says why the actor may act for the subject.
type MandateKind string

// The kinds of mandate: oneself, a proxy (delega), a clerk's assistance at the desk (sportello assistito).
const (
	MandateSelf  MandateKind = "self"
	MandateProxy MandateKind = "proxy"
	MandateDesk  MandateKind = "desk"
)

// Mandate is the reason an actor may act. ID names the proxy or the assisted session; empty for Self.
type Mandate struct {
	Kind MandateKind `json:"kind" enum:"self,proxy,desk"`
	ID   string      `json:"id,omitempty"`
}

// Who is the actor (who signed in), the subject (whose matters they are), the mandate between them and how far
// it reaches. Office is where the actor works, for a clerk of the desk; empty for everybody else.
type Who struct {
	Actor   Person  `json:"actor"`
	Subject Person  `json:"subject"`
	Mandate Mandate `json:"mandate"`
	Rights  Rights  `json:"rights,omitzero"`
	Office  string  `json:"office,omitempty"`
}

// Self is a person acting in their own matters.
func Self(p Person) Who {
	return Who{Actor: p, Subject: p, Mandate: Mandate{Kind: MandateSelf}}
}

// Known reports whether somebody has signed in.
func (w Who) Known() bool { return w.Actor.ID != "" }
