package calendar

import "time"

// Moves is what a term does whose last day is no working day. Only the last day can move a term.
type Moves int

// The ways of the law. Day 0, on which a term begins, is never counted.
const (
	// Stays is a term of an office: days are counted, and nothing moves them (L. 241/1990 art. 2).
	Stays Moves = iota
	// OffHolidays leaves Sundays and holidays, and keeps a Saturday: what a person must do by a day, fines too.
	OffHolidays
	// OffWeekends leaves Saturdays as well: what is paid or declared for a tax (art. 7 c. 1 lett. h DL 70/2011).
	OffWeekends
)

// Term is the last day of a term of so many days from base: 0 for a day that the law names itself. patron is the
// comune's saint where the town hall is shut on that day, none for what the law of the State sets: there the saint
// moves nothing (L. 260/1949).
func Term(base Day, days int, m Moves, patron MonthDay) Day {
	d := base + Day(days)
	for m != Stays && Holiday(d, patron) || m == OffWeekends && d.Weekday() == time.Saturday {
		d++
	}
	return d
}

// MarshalText writes month-day, "03-19", and nothing for no day.
func (d MonthDay) MarshalText() ([]byte, error) {
	if d == (MonthDay{}) {
		return nil, nil
	}
	b := appendDigits(make([]byte, 0, 5), int(d.Month), 2)
	return appendDigits(append(b, '-'), d.Day, 2), nil
}

// UnmarshalText reads what MarshalText writes and nothing else. 29 February is a day.
func (d *MonthDay) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "" {
		*d = MonthDay{}
		return nil
	}
	if len(s) != 5 || s[2] != '-' {
		return ErrForm
	}
	const leap = "2000"
	day, err := Number(leap, s[:2], s[3:])
	if err != nil {
		return err
	}
	_, month, of := day.Date()
	*d = MonthDay{time.Month(month), of}
	return nil
}
