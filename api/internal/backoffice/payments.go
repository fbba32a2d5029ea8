package backoffice

import (
	"io"
	"maps"
	"slices"
	"strings"

	"sportello/api/calendar"
	"sportello/api/taxes"
)

// Payments is a file of F24 payments as read: what enters, what does not and why.
type Payments struct {
	Report   PaymentsReport
	Accepted []taxes.PaymentRow
}

// PaymentsReport is the outcome of a file of F24 payments. SetAside counts, by code, the lines of other taxes of the
// comune: they are no fault, and not taken in.
type PaymentsReport struct {
	Report
	LinesAccepted int             `json:"lines_accepted"`
	SetAside      map[string]int  `json:"set_aside"`
	Stored        *PaymentsStored `json:"database,omitempty"` // nil when nothing was to be written
}

// PaymentsStored counts lines. Refused are those whose number the database has with other data: they are among the
// faulty rows.
type PaymentsStored struct {
	Stored
	Refused int `json:"refused"`
}

// aside are the codes of other taxes of a comune that stand in the same files: TARI and its interest and sanctions,
// TEFA, the tariff that some collect instead, TARES, and TASI.
var aside = strings.Fields("3944 3945 3946 3950 3951 3952 3955 3956 3957 TEFA TEFN TEFZ 3958 3959 3960 3961 3962 3963")

// payments is a reading of a file of F24 payments under way.
type payments struct {
	*reading
	rows  *taxes.PaymentRows
	aside map[string]int
}

// ReadPayments reads a whole file of F24 payments. It fails only when the file as a whole cannot be used; faulty rows
// are told in the report.
func ReadPayments(s *Source, o Options) (*Payments, error) {
	read, err := s.begin(PaymentsFile, o)
	if err != nil {
		return nil, err
	}
	t := &payments{reading: read, rows: taxes.NewPaymentRows(), aside: map[string]int{}}
	if err := read.each(t.one); err != nil {
		return nil, err
	}
	g := t.rows.Gather()
	return &Payments{Accepted: g.Accepted, Report: PaymentsReport{
		Report: t.report(g.Repeated, g.Faults), LinesAccepted: len(g.Accepted), SetAside: t.aside}}, nil
}

func (t *payments) one(r *row) {
	if r.why == "" {
		if code := strings.ToUpper(r.cell(TaxCode)); slices.Contains(aside, code) {
			t.aside[code]++
			return
		}
	}
	out := taxes.PaymentRow{Line: r.rec.line}
	if r.why != taxes.LineTooLong {
		r.payment(&out)
	}
	if r.why == "" {
		t.rows.Add(out)
		return
	}
	t.rows.Refuse(r.faulty())
}

// payment reads all cells of a row: who, which line, for what, and only then how much.
func (r *row) payment(out *taxes.PaymentRow) {
	p := &out.Payment
	out.Code = r.code()
	p.ID = r.key(Line, taxes.LineMissing)
	out.Surname, out.Name = r.cell(Surname), r.cell(Name)
	if e := r.cell(Entity); e != "" && r.options.Entity != "" && !strings.EqualFold(e, r.options.Entity) {
		r.fail(Entity, taxes.EntityOther)
	}
	p.Code = r.taxCode()
	p.Year = r.year()
	p.Acconto, p.Saldo, p.Late = r.flag(Acconto), r.flag(Saldo), r.flag(Late)
	p.PaidOn = r.paidOn()
	if r.cell(Amount) == "" {
		r.fail(Amount, taxes.AmountMissing)
	}
	p.Amount = r.sum(Amount)
	p.Units = r.count(Units, 999, taxes.UnitsForm)
	r.readable()
}

// taxCode is one of the IMU: 3912 to 3939 (Ris. AdE 29/E of 2020, and those of before).
func (r *row) taxCode() string {
	code := r.cell(TaxCode)
	switch {
	case code == "":
		r.fail(TaxCode, taxes.TaxCodeMissing)
	case len(code) != 4 || !digits(code) || code < "3912" || code > "3939":
		r.fail(TaxCode, taxes.TaxCodeUnknown)
	}
	return code
}

func (r *row) paidOn() calendar.Day {
	d := r.day(PaidOn)
	switch {
	case d == 0:
		r.fail(PaidOn, taxes.PaidMissing)
	case d > r.forms.today:
		r.fail(PaidOn, taxes.PaidAhead)
	}
	return d
}

// Print writes the report in plain Italian.
func (r PaymentsReport) Print(w io.Writer) error {
	var p paper
	p.line(wordReadOnly, many(r.RowsRead, rowsNoun))
	p.line(wordAcceptedOnly, grouped(r.LinesAccepted))
	for _, code := range slices.Sorted(maps.Keys(r.SetAside)) {
		p.line(wordAside, code, many(r.SetAside[code], rowsNoun))
	}
	p.rows(r.Report)
	if r.Stored == nil {
		p.line(wordNothing)
		return p.print(w)
	}
	p.stored(wordsPayments, r.Stored.Stored)
	return p.print(w)
}
