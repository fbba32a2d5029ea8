package login

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
)

// Why somebody could not sign in. Test with errors.Is; Reason names the words for the person.
var (
	ErrUnreachable  = errors.New("the identity provider does not answer")
	ErrCancelled    = errors.New("the person cancelled")
	ErrState        = errors.New("this sign-in is unknown, expired, already used or of another browser")
	ErrNoFiscalCode = errors.New("the identity has no Italian fiscal code")
	ErrToken        = errors.New("the answer of the identity provider was refused")
	ErrClock        = errors.New("our clock and that of the identity provider disagree")
	ErrLevel        = errors.New("the identity is of a lower level than asked")
	ErrRefused      = errors.New("the identity provider refused")
)

// Why a cookie names nobody.
var (
	ErrNoSession = errors.New("no session")
	ErrLapsed    = errors.New("the session has lapsed")
)

// ErrTooMuch says that a form is too large to be parked.
var ErrTooMuch = errors.New("the form is too large to be parked")

// Refusal is a refusal for which SPID has a number: 19 to 23 and 30 are each told to the person with a next
// step (SPID, "Tabella messaggi di anomalia"). errors.Is(err, ErrRefused) holds for it.
type Refusal struct {
	OAuth string // error code of RFC 6749 § 4.1.2.1
	SPID  int    // ErrorCode nr, 0 when not said
}

// Error names the codes and nothing else of the answer.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%s: %s, SPID nr %d", ErrRefused, r.OAuth, r.SPID)
}

// Is makes a Refusal an ErrRefused.
func (r *Refusal) Is(target error) bool { return target == ErrRefused }

var (
	spidNumber = regexp.MustCompile(`(?i)\bnr\s?(\d{1,2})\b`)
	oauthCode  = regexp.MustCompile(`^[a-z_]{1,40}$`)
)

// refusal reads the error the provider sent back by the browser (RFC 6749 § 4.1.2.1). Gateways of SPID
// write "ErrorCode nr25" in the description; 25 is "cancelled by the user".
func refusal(query url.Values) error {
	r := &Refusal{OAuth: query.Get("error")}
	if !oauthCode.MatchString(r.OAuth) {
		r.OAuth = "unknown"
	}
	if m := spidNumber.FindStringSubmatch(query.Get("error_description")); m != nil {
		r.SPID, _ = strconv.Atoi(m[1])
	}
	switch {
	case r.SPID == 25, r.SPID == 0 && r.OAuth == "access_denied":
		return ErrCancelled
	case r.SPID == 0 && r.OAuth == "temporarily_unavailable":
		return ErrUnreachable
	}
	return r
}

// reasons are tried in order: the first that matches is the reason.
var reasons = []struct {
	err  error
	name string
}{
	{ErrUnreachable, "unreachable"}, {ErrCancelled, "cancelled"}, {ErrState, "state"},
	{ErrNoFiscalCode, "no_fiscal_code"}, {ErrClock, "clock"}, {ErrLevel, "level"},
	{ErrToken, "token"}, {ErrLapsed, "lapsed"},
}

// spidReasons are the numbers that have words of their own.
var spidReasons = map[int]string{
	19: "spid_19", // too many wrong credentials
	20: "spid_20", // no credentials of the level asked
	21: "spid_21", // time over
	22: "spid_22", // consent denied
	23: "spid_23", // identity suspended or revoked
	30: "spid_30", // wrong kind of digital identity
}

// Reason is a short stable name for why a sign-in failed: the last part of a key of the catalogues. It is
// empty for no error, "refused" for a refusal without a name, and "fault" for a fault of ours.
func Reason(err error) string {
	if err == nil {
		return ""
	}
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.name
		}
	}
	var refused *Refusal
	if !errors.As(err, &refused) {
		return "fault"
	}
	if name := spidReasons[refused.SPID]; name != "" {
		return name
	}
	return "refused"
}
