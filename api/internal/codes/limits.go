package codes

import "time"

// Purpose is what a code is for. Each is counted apart: whoever is locked out of one is free in the others.
type Purpose string

// The purposes of codes.
const (
	Invitation Purpose = "proxy"   // a delegate accepts a proxy
	Consent    Purpose = "consent" // a citizen says yes to one act of a clerk
	Help       Purpose = "help"    // a clerk sees at which page a citizen is

	Calendar Purpose = "calendar" // a calendar reads a person's days under a secret address

	Fine   Purpose = "fine"   // the number of a verbale and a plate, by who has not signed in
	Notice Purpose = "notice" // a notice number, to ask whether it is true
)

// Limit is how many wrong tries may fall within a time. Then no more are taken until the first of them is older.
type Limit struct {
	Tries  int
	Within time.Duration
}

// Limits are those of one purpose. Person counts for whoever tries, and apart for whose code it is. Source
// counts for a network address, behind which a whole family or office may be.
type Limits struct{ Person, Source Limit }

// usual: all the tries of one person in the seven days that an invitation lives are 3,360 of a hundred million codes,
// one chance in 29,000.
var usual = Limits{Person: Limit{5, 15 * time.Minute}, Source: Limit{20, time.Hour}}

// atDesk is wider by address, for all the clerks of an office share one: one of them, who is stopped after five,
// must not stop the others. What guards a consent is the count of the citizen's own codes.
var atDesk = Limits{Person: Limit{5, 15 * time.Minute}, Source: Limit{60, time.Hour}}

// ofCalendars counts by address alone, for nobody is signed in. No number of tries finds a secret of 256 bits: the
// limit keeps somebody from asking for ever. Only wrong secrets are counted, and only they are refused.
var ofCalendars = Limits{Person: Limit{60, time.Hour}, Source: Limit{60, time.Hour}}

// ofFines guards the numbers of verbali, which are given one after the other: who knows a plate could try them all. So the
// tries count for the plate too, from wherever they come.
var ofFines = Limits{Person: Limit{10, time.Hour}, Source: Limit{20, time.Hour}}

// ofNotices counts every notice that was asked about, for a number that is right tells an amount. It is wide enough for
// an association that helps people with their letters.
var ofNotices = Limits{Person: Limit{60, time.Hour}, Source: Limit{60, time.Hour}}

// Of are the limits of each purpose.
var Of = map[Purpose]Limits{Invitation: usual, Consent: atDesk, Help: atDesk, Calendar: ofCalendars,
	Fine: ofFines, Notice: ofNotices}
