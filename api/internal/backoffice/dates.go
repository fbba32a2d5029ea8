package backoffice

import (
	"strconv"
	"strings"

	"sportello/api/calendar"
)

// excelEpoch is day 0 of a spreadsheet's dates, 30 December 1899.
var excelEpoch, _ = calendar.Of(1899, 12, 30)

// day reads a date. An empty cell and the ways of saying "never" (00/00/0000, 31/12/9999) are no date.
func (f *forms) day(s string) (calendar.Day, error) {
	s = withoutTime(s)
	if s == "" {
		return 0, nil
	}
	if f.date == Excel && digits(s) && len(s) == 5 {
		n, _ := strconv.Atoi(s)
		return excelEpoch + calendar.Day(n), nil
	}
	y, m, d, ok := f.split(s)
	if !ok {
		return 0, calendar.ErrForm
	}
	if strings.Trim(y+m+d, "0") == "" || y == "9999" {
		return 0, nil
	}
	if len(y) == 2 {
		y = f.century(y)
	}
	return calendar.Number(y, m, d)
}

// split cuts a date into year, month and day, in whatever order the file writes them.
func (f *forms) split(s string) (y, m, d string, ok bool) {
	if digits(s) && len(s) == 8 {
		if f.date == CompactDay {
			return s[4:], s[2:4], s[:2], true
		}
		return s[:4], s[4:6], s[6:], true
	}
	a, b, c, ok := three(s)
	switch {
	case !ok:
		return "", "", "", false
	case len(a) == 4:
		return a, b, c, len(b) <= 2 && len(c) <= 2
	case len(c) != 4 && len(c) != 2:
		return "", "", "", false
	case f.date == MonthFirst && digits(b):
		return c, a, b, true
	}
	return c, month(b), a, true
}

// century completes a year of two digits: up to ten years ahead of today, else in the past.
func (f *forms) century(yy string) string {
	n, err := strconv.Atoi(yy)
	now := f.today.Year()
	if err != nil {
		return yy
	}
	year := now/100*100 + n
	if year > now+10 {
		year -= 100
	}
	return strconv.Itoa(year)
}

// three cuts a text at / - . or a blank.
func three(s string) (a, b, c string, ok bool) {
	first := strings.IndexAny(s, "/-. ")
	if first < 1 {
		return "", "", "", false
	}
	second := strings.IndexAny(s[first+1:], "/-. ")
	if second < 1 {
		return "", "", "", false
	}
	second += first + 1
	return s[:first], s[first+1 : second], s[second+1:], true
}

// months are the first three letters of the months in Italian and in English, where they differ.
var months = map[string]string{
	"gen": "1", "jan": "1", "feb": "2", "mar": "3", "apr": "4", "mag": "5", "may": "5", "giu": "6", "jun": "6", "lug": "7", "jul": "7",
	"ago": "8", "aug": "8", "set": "9", "sep": "9", "ott": "10", "oct": "10", "nov": "11", "dic": "12", "dec": "12",
}

func month(s string) string {
	if len(s) >= 3 {
		if n, ok := months[strings.ToLower(s[:3])]; ok {
			return n
		}
	}
	return s
}

// withoutTime drops a time of day: 18/06/2023 00:00:00, 2023-06-18T00:00:00.
func withoutTime(s string) string {
	for i := 8; i < len(s)-1; i++ {
		if (s[i] == ' ' || s[i] == 'T') && s[i+1] >= '0' && s[i+1] <= '9' && strings.IndexByte(s[i:], ':') > 0 {
			return s[:i]
		}
	}
	return s
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// tally counts the date forms seen.
type tally struct{ parted, dayFirst, monthFirst, compact, compactDay, excel int }

func (t *tally) add(cell string) {
	cell = withoutTime(cell)
	switch {
	case digits(cell) && len(cell) == 8 && (cell[:2] == "19" || cell[:2] == "20" || cell[:2] == "99") && cell[4:6] <= "12":
		t.compact++
	case digits(cell) && len(cell) == 8:
		t.compactDay++
	case digits(cell) && len(cell) == 5:
		t.excel++
	}
	a, b, _, ok := three(cell)
	if !ok {
		return
	}
	t.parted++
	if x, err := strconv.Atoi(a); err == nil && x > 12 && x < 32 {
		t.dayFirst++
	}
	if x, err := strconv.Atoi(b); err == nil && x > 12 && len(a) <= 2 {
		t.monthFirst++
	}
}

// form is the likeliest: day first when nothing speaks against it.
func (t *tally) form() DateForm {
	most := max(t.parted, t.compact, t.compactDay, t.excel)
	switch {
	case most == 0 || most == t.parted:
		if t.monthFirst > t.dayFirst {
			return MonthFirst
		}
		return DayFirst
	case most == t.compact:
		return Compact
	case most == t.compactDay:
		return CompactDay
	}
	return Excel
}
