package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"sportello/api/flow"
	"sportello/api/money"
)

// ConsentLasts is how long the citizen has to say yes, and the clerk to act upon it: long enough to find a card in a
// drawer, too short to be used for something else later.
const ConsentLasts = 10 * time.Minute

// Deed is what the citizen says yes to.
type Deed string

// Filing is the deed of filing an application.
const Filing Deed = "file"

// Means is how a code reaches the citizen.
type Means string

// The means. A message to a telephone (SMS) would be one more, carried like a letter.
const (
	ByApp  Means = "app"  // shown on the citizen's own page
	ByMail Means = "mail" // sent to the address on file
	ByCard Means = "card" // printed by the citizen beforehand
)

// Consent is one yes of a citizen to one act of a clerk: which act, what it is about, what it costs, and the digest
// of the answers that were read out. It serves once, for that, within ConsentLasts.
type Consent struct {
	ID         string      `json:"id"`
	Assistance string      `json:"assistance"`
	Deed       Deed        `json:"deed" enum:"file" doc:"What the citizen is asked to say yes to"`
	About      string      `json:"about" doc:"Id of the draft, which becomes that of the application"`
	Service    string      `json:"service" example:"telesoccorso"`
	Amount     money.Cents `json:"amount,omitempty" doc:"What the act costs, in cents; none: nothing"`
	Digest     string      `json:"digest" doc:"SHA-256 of the answers that were read out, in hexadecimal"`
	Clerk      string      `json:"clerk" doc:"Name of the clerk who asks"`
	Office     string      `json:"office"`
	AskedAt    time.Time   `json:"asked_at"`
	ExpiresAt  time.Time   `json:"expires_at"`
	GivenAt    time.Time   `json:"given_at,omitzero" doc:"When the citizen said yes"`
	UsedAt     time.Time   `json:"used_at,omitzero" doc:"When the act was done"`
	EndedAt    time.Time   `json:"ended_at,omitzero" doc:"When the citizen said no, or the clerk asked anew"`
	Means      Means       `json:"means,omitempty" enum:"app,mail,card" doc:"How the yes came"`
	Card       int         `json:"card,omitempty" doc:"Number of the code that the card is asked for; none: there is no card"`
	Mailed     time.Time   `json:"mailed,omitzero" doc:"When a letter with a code was sent last"`
	Lang       string      `json:"-"` // in which the citizen reads; empty: not said
}

// Digest is the imprint of answers, in hexadecimal: the same that the protocol keeps of the application.
func Digest(a flow.Answers) string {
	body, err := json.Marshal(a) // keys in order
	if err != nil {
		panic(err) // texts always marshal
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Open reports whether the citizen can still say yes or no.
func (c Consent) Open(now time.Time) bool {
	return c.GivenAt.IsZero() && c.alive(now)
}

// Given reports whether the citizen said yes and the act can still be done.
func (c Consent) Given(now time.Time) bool {
	return !c.GivenAt.IsZero() && c.alive(now)
}

// alive: its last moment is the one before ExpiresAt.
func (c Consent) alive(now time.Time) bool {
	return c.UsedAt.IsZero() && c.EndedAt.IsZero() && now.Before(c.ExpiresAt)
}

// Lacking says why an act of a clerk cannot be done, or a consent not be asked; it is the key of a refusal.
type Lacking string

// The refusals.
const (
	NoConsent    Lacking = "no_consent"    // none, used, of another assistance: nobody can tell which
	ConsentEnded Lacking = "consent_ended" // the citizen said no
	ConsentLate  Lacking = "consent_late"  // more than ten minutes ago
	ConsentOther Lacking = "consent_other" // for another act, or other answers than those read out
	NoAddress    Lacking = "no_address"    // there is no address on file for a letter
	NotCarried   Lacking = "not_carried"   // the letter could not be sent
)

func (l Lacking) Error() string { return "the consent: " + string(l) }

// Covers reports why the consent is none to a deed, now; nil when it is: the yes was said, in this assistance, to
// this very deed about these very answers.
func (c Consent) Covers(deed Deed, about, service, digest, assistance string, now time.Time) error {
	switch {
	case c.Assistance != assistance, c.GivenAt.IsZero(), !c.UsedAt.IsZero():
		return NoConsent
	case !c.EndedAt.IsZero():
		return ConsentEnded
	case !now.Before(c.ExpiresAt):
		return ConsentLate
	case c.Deed != deed, c.About != about, c.Service != service, c.Digest != digest:
		return ConsentOther
	}
	return nil
}

// AskConsent is the body of the command by which a clerk asks: the answers are those that were read out.
type AskConsent struct {
	Draft   string       `json:"draft" format:"uuid"`
	Service string       `json:"service"`
	Answers flow.Answers `json:"answers"`
}

// CarryCode asks for a code to be sent to the citizen. An older code of the same means is then worth nothing.
type CarryCode struct {
	Consent string `json:"consent" format:"uuid"`
	Means   Means  `json:"means" enum:"mail"`
}

// GiveConsent is the citizen's yes: the code, as the clerk heard it or the citizen entered it.
type GiveConsent struct {
	Consent string `json:"consent" format:"uuid"`
	Code    string `json:"code" maxLength:"20" example:"1234 5678"`
}

// OfConsent names a consent: of which to show a code, or which to refuse.
type OfConsent struct {
	Consent string `json:"consent" format:"uuid"`
}

// CardCodes is how many codes a card has.
const CardCodes = 10

// Card is a printed card of codes of one's own. Only when it was made and how many codes are left is ever known.
type Card struct {
	MadeAt time.Time `json:"made_at"`
	Left   int       `json:"left"`
}
