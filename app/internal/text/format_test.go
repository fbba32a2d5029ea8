package text

import (
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Amounts are those of a Seregno TARI notice (DOMAIN §2.2) and the edges of the form.
func TestEuro(t *testing.T) {
	for _, c := range []struct {
		cents                                        money.Cents
		italian, english, italianHeard, englishHeard string
	}{
		{0, "0,00 €", "€0.00", "0 euro", "0 euros"},
		{1, "0,01 €", "€0.01", "1 centesimo", "1 cent"},
		{99, "0,99 €", "€0.99", "99 centesimi", "99 cents"},
		{1_00, "1,00 €", "€1.00", "1 euro", "1 euro"},
		{1_01, "1,01 €", "€1.01", "1 euro e 1 centesimo", "1 euro and 1 cent"},
		{29_40, "29,40 €", "€29.40", "29 euro e 40 centesimi", "29 euros and 40 cents"},
		{999_99, "999,99 €", "€999.99", "999 euro e 99 centesimi", "999 euros and 99 cents"},
		{1_234_56, "1.234,56 €", "€1,234.56", "1234 euro e 56 centesimi", "1234 euros and 56 cents"},
		{1_000_000_00, "1.000.000,00 €", "€1,000,000.00", "1000000 euro", "1000000 euros"},
		{-68_18, "−68,18 €", "−€68.18", "meno 68 euro e 18 centesimi", "minus 68 euros and 18 cents"},
		{-5, "−0,05 €", "−€0.05", "meno 5 centesimi", "minus 5 cents"},
	} {
		it, en := For("it"), For("en")
		same(t, Euro(it, c.cents), nbsp(c.italian))
		same(t, Euro(en, c.cents), c.english)
		same(t, EuroSpoken(it, c.cents), c.italianHeard)
		same(t, EuroSpoken(en, c.cents), c.englishHeard)
	}
	same(t, Euro(For("it"), 1_00), nbsp("1,00 €"))
}

// nbsp writes the last blank of an amount as one that does not break.
func nbsp(s string) string { return s[:len(s)-len(" €")] + "\u00a0€" }

func TestDay(t *testing.T) {
	for _, c := range []struct {
		year, month, day int
		italian, english string
	}{
		{2026, 6, 16, "16 giugno 2026", "16 June 2026"},
		{2026, 1, 1, "1º gennaio 2026", "1 January 2026"},
		{2026, 12, 31, "31 dicembre 2026", "31 December 2026"},
		{2028, 2, 29, "29 febbraio 2028", "29 February 2028"},
		{2026, 10, 8, "8 ottobre 2026", "8 October 2026"},
		{2026, 11, 11, "11 novembre 2026", "11 November 2026"},
	} {
		same(t, DayLong(For("it"), c.year, c.month, c.day), c.italian)
		same(t, DayLong(For("en"), c.year, c.month, c.day), c.english)
		d, ok := calendar.Of(c.year, c.month, c.day)
		if !ok {
			t.Fatalf("no such day: %v", c)
		}
		same(t, Day(For("it"), d), c.italian)
	}
	same(t, Day(For("it"), 0), "")
}

func TestMoment(t *testing.T) {
	at := time.Date(2026, time.November, 22, 10, 15, 59, 0, time.FixedZone("CET", 3600))
	same(t, Moment(For("it"), at), "22 novembre 2026, ore 10:15")
	same(t, Moment(For("en"), at), "22 November 2026 at 10:15")
	same(t, Moment(For("it"), at.Add(-10*time.Hour)), "22 novembre 2026, ore 00:15")
}

func TestAgo(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		d                time.Duration
		italian, english string
	}{
		{-time.Hour, "pochi minuti fa", "a few minutes ago"}, // a phone whose clock is slow
		{0, "pochi minuti fa", "a few minutes ago"},
		{10*time.Minute - 1, "pochi minuti fa", "a few minutes ago"},
		{10 * time.Minute, "10 minuti fa", "10 minutes ago"},
		{time.Hour - 1, "59 minuti fa", "59 minutes ago"},
		{time.Hour, "un'ora fa", "an hour ago"},
		{2*time.Hour - 1, "un'ora fa", "an hour ago"},
		{2 * time.Hour, "2 ore fa", "2 hours ago"},
		{day - 1, "23 ore fa", "23 hours ago"},
		{day, "un giorno fa", "a day ago"},
		{2 * day, "2 giorni fa", "2 days ago"},
		{400 * day, "400 giorni fa", "400 days ago"},
	} {
		same(t, Ago(For("it"), c.d), c.italian)
		same(t, Ago(For("en"), c.d), c.english)
	}
}

// The number is the example of the pagoPA notice model; the code is RSSMRA80A01H501U, of DM 23/12/1976's form.
func TestCodes(t *testing.T) {
	shown, heard := Notice("302000000000000012")
	same(t, shown, "3020 0000 0000 0000 12")
	same(t, heard, "3 0 2 0, 0 0 0 0, 0 0 0 0, 0 0 0 0, 1 2")
	same(t, CodeHeard("RSSMRA80A01H501U"), "R S S, M R A, 8 0 A 0 1, H 5 0 1 U")
	same(t, CodeHeard("00698490968"), "0 0 6 9 8 4 9 0 9 6 8")
	same(t, CodeHeard(""), "")
}

func same(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
