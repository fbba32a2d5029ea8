package backoffice

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/money"
	"sportello/api/taxes"
)

// FineRow is one sound row of a file of fines, with who must pay as that row names them.
type FineRow struct {
	Line          int
	Code          fiscal.Code
	Surname, Name string
	Fine          fines.Fine
}

// fine reads all cells of a row: who, which verbale, what happened, when it was notified, and only then the sums.
func (r *row) fine(out *FineRow) {
	f := &out.Fine
	out.Code = r.code()
	f.Number = r.key(Verbale, FineMissing)
	if f.ID = fines.ID(f.Number); f.ID == "" {
		r.fail(Verbale, FineForm)
	}
	out.Surname, out.Name = r.cell(Surname), r.cell(Name)
	f.Kind = fines.Verbale
	if r.cell(FineKind) != "" {
		f.Kind = oneOf(r, FineKind, fineKinds, FineKindUnknown)
	}
	r.happened(f)
	r.notified(f)
	r.amounts(f)
	r.office(f)
	r.paid(f)
	f.NAVs.Discounted, f.NAVs.Reduced, f.NAVs.Full = r.notice(NAVDiscounted), r.notice(NAVReduced), r.notice(NAVFull)
	r.notices(f)
	r.readable()
}

// happened reads what happened, where and when.
func (r *row) happened(f *fines.Fine) {
	f.Plate = fines.Plate(r.cell(Plate))
	switch n := len(f.Plate); {
	case r.cell(Plate) == "":
		r.fail(Plate, PlateMissing)
	case n < 3 || n > 20:
		r.fail(Plate, PlateForm)
	}
	switch f.FoundOn = r.day(FoundOn); {
	case f.FoundOn == 0:
		r.fail(FoundOn, FoundMissing)
	case f.FoundOn > r.forms.today:
		r.fail(FoundOn, FoundAhead)
	}
	f.FoundAt = r.clock()
	f.Place, f.What = r.words(FoundPlace, PlaceMissing), r.words(What, WhatMissing)
	f.Article, f.Photo = r.words(Article, ""), r.photo()
}

// clock is the time of day as 15:04; it may stand behind the day.
func (r *row) clock() string {
	field, s := FoundAt, r.cell(FoundAt)
	if !r.has(FoundAt) {
		field, s = FoundOn, r.cell(FoundOn)
		s = strings.TrimLeft(strings.TrimPrefix(s, withoutTime(s)), " T")
	}
	if s == "" {
		return ""
	}
	at, ok := timeOfDay(s)
	if !ok {
		r.fail(field, TimeForm)
	}
	return at
}

// timeOfDay reads 8:05, 08.05, 0805 and 08:05:30 as 08:05; false when there is no such time.
func timeOfDay(s string) (string, bool) {
	s = strings.NewReplacer(".", ":", ",", ":", "h", ":").Replace(strings.ToLower(s))
	hour, rest, parted := strings.Cut(s, ":")
	if !parted && (len(s) == 3 || len(s) == 4) {
		hour, rest = s[:len(s)-2], s[len(s)-2:]
	}
	minute, _, _ := strings.Cut(rest, ":")
	if !digits(hour) || !digits(minute) || len(hour) > 2 || len(minute) != 2 {
		return "", false
	}
	h, _ := strconv.Atoi(hour)
	if m, _ := strconv.Atoi(minute); h > 23 || m > 59 {
		return "", false
	}
	return ("0" + hour)[len(hour)-1:] + ":" + minute, true
}

// words reads a text of the verbale, which a row may leave out when no reason is given.
func (r *row) words(f Field, missing taxes.Reason) string {
	const longest = 2000 // bytes: a phone carries it
	s := r.cell(f)
	switch {
	case s == "":
		r.fail(f, missing)
	case len(s) > longest:
		r.fail(f, TextTooLong)
	}
	return s
}

// photo is an address that a browser opens safely: https, with nobody's password in it.
func (r *row) photo() string {
	s := r.words(Photo, "")
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		r.fail(Photo, PhotoForm)
	}
	return s
}

func (r *row) notified(f *fines.Fine) {
	switch f.NotifiedOn = r.day(NotifiedOn); {
	case f.NotifiedOn == 0:
	case f.NotifiedOn < f.FoundOn:
		r.fail(NotifiedOn, NotifiedBefore)
	case f.NotifiedOn > r.forms.today:
		r.fail(NotifiedOn, NotifiedAhead)
	case f.Kind == fines.Preavviso:
		r.fail(NotifiedOn, NotifiedOnCar)
	}
	f.Points = r.count(Points, 30, PointsForm)
	f.Driver, f.DriverGiven = r.flag(Driver), r.flag(DriverGiven)
}

// amounts reads the sums of the verbale. They are taken as they are: that they rise is all that is asked of them.
func (r *row) amounts(f *fines.Fine) {
	f.Discounted, f.Reduced, f.Full, f.Costs = r.sum(Discounted), r.sum(Reduced), r.sum(Full), r.sum(Costs)
	least := money.Cents(0)
	for _, a := range []money.Cents{f.Full, f.Reduced, f.Discounted} {
		if a > 0 {
			least = a
		}
	}
	switch {
	case least == 0:
		r.fail(Reduced, FineAmountNone)
	case f.Discounted > 0 && f.Reduced == 0:
		r.fail(Reduced, ReducedNone)
	case f.Discounted > f.Reduced:
		r.fail(Discounted, DiscountOver)
	case f.Full > 0 && f.Reduced > f.Full:
		r.fail(Reduced, ReducedOver)
	case f.Costs > least:
		r.fail(Costs, CostsOver)
	}
}

// office reads what the police say of it.
func (r *row) office(f *fines.Fine) {
	f.Office = fines.Live
	if r.cell(Office) != "" {
		f.Office = oneOf(r, Office, offices, OfficeUnknown)
	}
	if f.OfficeOn = r.day(OfficeOn); f.OfficeOn != 0 && (f.OfficeOn < f.FoundOn || f.OfficeOn > r.forms.today) {
		r.fail(OfficeOn, OfficeDay)
	}
	if f.ToCollector = r.sum(ToCollector); f.ToCollector > 0 && f.Office != fines.Collector {
		r.fail(ToCollector, CollectorState)
	}
}

func (r *row) paid(f *fines.Fine) {
	f.Paid, f.PaidOn = r.sum(Paid), r.day(PaidOn)
	switch {
	case f.Office == fines.Settled && f.Paid == 0:
		r.fail(Office, FinePaidNone)
	case f.Paid > 0 && f.PaidOn == 0:
		r.fail(PaidOn, FinePaidNoDay)
	case f.Paid == 0 && f.PaidOn != 0:
		r.fail(Paid, FinePaidNoSum)
	case f.PaidOn > r.forms.today:
		r.fail(PaidOn, FinePaidAhead)
	case f.PaidOn != 0 && f.PaidOn < f.FoundOn:
		r.fail(PaidOn, FinePaidBefore)
	}
}

// notice reads a notice number. One whose check digits are wrong is taken in: pagoPA's own examples are such.
func (r *row) notice(f Field) string {
	s := r.cell(f)
	if s == "" {
		return ""
	}
	n, err := fiscal.ParseNAV(strings.ReplaceAll(s, "\u00a0", ""))
	switch {
	case errors.Is(err, fiscal.ErrNoticeLength):
		r.fail(f, taxes.NoticeLength)
	case errors.Is(err, fiscal.ErrNoticeAux):
		r.fail(f, NoticeAux)
	case err != nil:
		r.fail(f, taxes.NoticeDigits)
	}
	return n.NAV
}

// notices holds the notice numbers of a fine against its amounts, and each other.
func (r *row) notices(f *fines.Fine) {
	n := f.NAVs
	switch {
	case n.Discounted != "" && f.Discounted == 0:
		r.fail(NAVDiscounted, NoticeNoAmount)
	case n.Reduced != "" && f.Reduced == 0:
		r.fail(NAVReduced, NoticeNoAmount)
	case n.Full != "" && f.Full == 0:
		r.fail(NAVFull, NoticeNoAmount)
	case n.Reduced != "" && n.Reduced == n.Discounted:
		r.fail(NAVReduced, NoticeSame)
	case n.Full != "" && (n.Full == n.Discounted || n.Full == n.Reduced):
		r.fail(NAVFull, NoticeSame)
	}
}
