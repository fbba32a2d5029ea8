package calendar

// Parse reads 2026-11-22, or the way people write: 22/11/2026, 22-11-2026, 22.11.2026, also 1/2/2026.
// It fails with ErrForm or ErrNoSuchDay.
func Parse(s string) (Day, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		return Number(s[:4], s[5:7], s[8:])
	}
	a, b, c, ok := split(s)
	if !ok || len(c) != 4 {
		return 0, ErrForm
	}
	return Number(c, b, a)
}

// Number makes a day of three decimal texts of at most four digits. It fails with ErrForm or ErrNoSuchDay.
func Number(year, month, day string) (Day, error) {
	y, okY := number(year)
	m, okM := number(month)
	d, okD := number(day)
	if !okY || !okM || !okD {
		return 0, ErrForm
	}
	if date, ok := Of(y, m, d); ok {
		return date, nil
	}
	return 0, ErrNoSuchDay
}

// split cuts a text in three at two equal signs, / - or a dot.
func split(s string) (a, b, c string, ok bool) {
	first := -1
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '/' && s[i] != '-' && s[i] != '.':
		case first < 0:
			first = i
		case s[i] == s[first]:
			return s[:first], s[first+1 : i], s[i+1:], true
		default:
			return "", "", "", false
		}
	}
	return "", "", "", false
}

func number(s string) (int, bool) {
	if len(s) < 1 || len(s) > 4 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// String is the ISO form, "2026-11-22", and empty when there is no date.
func (d Day) String() string {
	if d <= 0 {
		return ""
	}
	year, month, day := d.Date()
	b := appendDigits(make([]byte, 0, 10), year, 4)
	b = appendDigits(append(b, '-'), month, 2)
	return string(appendDigits(append(b, '-'), day, 2))
}

// Italian is the form gg/mm/aaaa, "22/11/2026", and empty when there is no date.
func (d Day) Italian() string {
	if d <= 0 {
		return ""
	}
	year, month, day := d.Date()
	b := appendDigits(make([]byte, 0, 10), day, 2)
	b = appendDigits(append(b, '/'), month, 2)
	return string(appendDigits(append(b, '/'), year, 4))
}

func appendDigits(b []byte, n, width int) []byte {
	for div := [...]int{0, 1, 10, 100, 1000}[width]; div > 0; div /= 10 {
		b = append(b, byte('0'+n/div%10))
	}
	return b
}

// MarshalText writes the ISO form; it makes JSON carry "2026-11-22".
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes and nothing else.
func (d *Day) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "" {
		*d = 0
		return nil
	}
	if len(s) != 10 || s[4] != '-' {
		return ErrForm
	}
	day, err := Parse(s)
	if err == nil {
		*d = day
	}
	return err
}
