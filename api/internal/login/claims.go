package login

import (
	"strings"
	"unicode"

	"sportello/api/fiscal"
	"sportello/api/identity"
)

// ClaimMap names the claims to read, the first that is there first.
type ClaimMap struct {
	FiscalCode, GivenName, FamilyName, Name []string
}

// eid is the name space of SPID and CIE in OpenID Connect.
const eid = "https://attributes.eid.gov.it/"

// DefaultClaims are the claims of SPID and CIE over OpenID Connect, and what gateways make of SPID's SAML.
var DefaultClaims = ClaimMap{
	FiscalCode: []string{eid + "fiscal_number", "fiscal_number", "fiscalNumber"},
	GivenName:  []string{"given_name", eid + "given_name"},
	FamilyName: []string{"family_name", "familyName", eid + "family_name"},
	Name:       []string{"name"},
}

func (m ClaimMap) empty() bool {
	return len(m.FiscalCode)+len(m.GivenName)+len(m.FamilyName)+len(m.Name) == 0
}

// person reads who it is; false without a fiscal code that holds. Names may be missing, and a name that does
// not match the code is no error: only the tax agency knows. In SPID's SAML "name" is the given name; here
// it is the whole name (OpenID Connect Core § 5.1) and helps only when there is no given name.
func (m ClaimMap) person(claims map[string]any) (identity.Person, bool) {
	code, err := fiscal.Parse(first(claims, m.FiscalCode))
	if err != nil {
		return identity.Person{}, false
	}
	p := identity.Person{FiscalCode: string(code), GivenName: first(claims, m.GivenName), FamilyName: first(claims, m.FamilyName)}
	if p.GivenName == "" {
		name := first(claims, m.Name)
		p.GivenName = strings.TrimSpace(strings.TrimSuffix(name, p.FamilyName))
	}
	return p, true
}

// first is the first of the claims that is a text, cleaned.
func first(claims map[string]any, names []string) string {
	for _, name := range names {
		if s, ok := claims[name].(string); ok && clean(s) != "" {
			return clean(s)
		}
	}
	return ""
}

// maxClaim is longer than any name: a provider that sends more is wrong, and it is not kept.
const maxClaim = 200

// clean drops blanks around a value (SPID: values are to be trimmed) and what no name holds and no text of
// the store can: control characters, broken UTF-8.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if s = strings.TrimSpace(s); len(s) > maxClaim {
		return ""
	}
	return s
}
