package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
)

// The keys of the words for what a field's kind refuses. The field's own words come first when the
// catalogue has them: "<flow>.<field>.missing" before "flow.missing".
const (
	Missing  = "missing"
	TooLong  = "too_long"
	BadPhone = "bad_phone"
	BadEmail = "bad_email"
	BadDate  = "bad_date"
	BadCode  = "bad_code"
	BadPick  = "bad_choice"
	BadHash  = "bad_digest"
	BadEuro  = "bad_euro"
	BadCount = "bad_number"
)

// Limit is how many characters the field takes.
func (f Field) Limit() int {
	if f.Max > 0 {
		return f.Max
	}
	return 200
}

func (f Field) problem(v string) string {
	switch {
	case v == "" && (f.Optional || f.Kind == Tick):
		return ""
	case v == "":
		return Missing
	case utf8.RuneCountInString(v) > f.Limit():
		return TooLong
	}
	switch f.Kind {
	case Phone:
		return unless(phoneLike(v), BadPhone)
	case Email:
		return unless(emailLike(v), BadEmail)
	case Date:
		_, err := calendar.Parse(v)
		return unless(err == nil, BadDate)
	case Code:
		_, err := fiscal.Parse(v)
		return unless(err == nil, BadCode)
	case Euro:
		_, ok := Cents(v)
		return unless(ok, BadEuro)
	case Number:
		return unless(strings.Trim(v, "0123456789") == "", BadCount)
	case Choice:
		return unless(slices.Contains(f.Options, v), BadPick)
	case Agree:
		return unless(v == "yes", Missing)
	case Digest:
		return unless(len(v) == 64 && strings.Trim(v, "0123456789abcdef") == "", BadHash)
	}
	return ""
}

func unless(ok bool, key string) string {
	if ok {
		return ""
	}
	return key
}

func (f Field) clean(v string) string {
	v = strings.ReplaceAll(strings.TrimSpace(v), "\r\n", "\n")
	if f.Kind == Code {
		return strings.ToUpper(strings.ReplaceAll(v, " ", ""))
	}
	if f.Kind == Digest {
		return strings.ToLower(strings.ReplaceAll(v, " ", ""))
	}
	return v
}

// Cents is a sum as people write one, with or without the sign of the euro; false when it is none, or below nothing.
func Cents(v string) (money.Cents, bool) {
	c, err := money.Parse(strings.TrimSpace(strings.ReplaceAll(v, "€", "")), money.Italian)
	return c, err == nil && c >= 0
}

// phoneLike accepts what people write: digits with blanks, dots, dashes, brackets, one leading plus;
// 6 to 15 digits (ITU-T E.164 allows 15).
func phoneLike(v string) bool {
	digits := 0
	for i, r := range v {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" .-/()", r):
		default:
			return false
		}
	}
	return digits >= 6 && digits <= 15
}

// emailLike asks only for something@something.something: the mail server is the judge of the rest.
func emailLike(v string) bool {
	name, host, ok := strings.Cut(v, "@")
	dot := strings.LastIndexByte(host, '.')
	return ok && name != "" && dot > 0 && dot < len(host)-1 && !strings.ContainsAny(name+host, " \n@,;<>")
}
