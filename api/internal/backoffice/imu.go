package backoffice

import (
	"io"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/taxes"
)

// Imu is a file of holdings as read: who enters, who does not and why.
type Imu struct {
	Report   ImuReport
	Accepted []taxes.ImuHolder
	Held     []fiscal.Code
	Orphans  int // faulty rows of which nobody knows whose they are
}

// ImuReport is the outcome of a file of holdings.
type ImuReport struct {
	Report
	PeopleInFile     int        `json:"people_in_file"`
	PeopleAccepted   int        `json:"people_accepted"`
	PeopleHeldBack   int        `json:"people_held_back"`
	HoldingsAccepted int        `json:"holdings_accepted"`
	Over             []OverHeld `json:"units_over_whole"`
	Stored           *ImuStored `json:"database,omitempty"` // nil when nothing was to be written
}

// OverHeld is a unit of which more than the whole is held from a day on. It is no fault: somebody should look.
type OverHeld struct {
	Unit string       `json:"unit"`
	On   calendar.Day `json:"on"`
	Sum  string       `json:"sum"` // as a fraction: 3/2
}

// ImuStored counts holdings. Missing are people whom the database has and the file has not; they are kept. Kept are
// people of the file who would have lost a holding, while a faulty row may be that holding: they are left as they were.
type ImuStored struct {
	Stored
	Removed int `json:"removed"`
	Missing int `json:"people_missing"`
	Kept    int `json:"people_kept,omitempty"`
}

// imu is a reading of a file of holdings under way.
type imu struct {
	*reading
	rows *taxes.HoldingRows
}

// ReadImu reads a whole file of holdings. It fails only when the file as a whole cannot be used; faulty rows are told in
// the report.
func ReadImu(s *Source, o Options) (*Imu, error) {
	read, err := s.begin(ImuFile, o)
	if err != nil {
		return nil, err
	}
	t := &imu{reading: read, rows: taxes.NewHoldingRows()}
	if err := read.each(t.one); err != nil {
		return nil, err
	}
	return t.result(), nil
}

func (t *imu) one(r *row) {
	out := taxes.HoldingRow{Line: r.rec.line}
	if r.why != taxes.LineTooLong {
		r.holding(&out)
	}
	switch {
	case r.why == "":
		t.rows.Add(out)
	case r.inPlace(out.Code):
		t.rows.Refuse(r.faulty(), out.Code)
	default:
		t.rows.Refuse(r.faulty(), "")
	}
}

func (t *imu) result() *Imu {
	g := t.rows.Gather()
	out := &Imu{Accepted: g.Accepted, Held: g.Held, Orphans: g.Orphans}
	out.Report = ImuReport{
		Report: t.report(g.Repeated, g.Faults), PeopleInFile: t.rows.People(), PeopleAccepted: len(g.Accepted),
		PeopleHeldBack: len(g.Held), HoldingsAccepted: g.Holdings, Over: make([]OverHeld, 0, len(g.Over)),
	}
	for _, o := range g.Over {
		out.Report.Over = append(out.Report.Over, OverHeld(o))
	}
	return out
}

// Print writes the report in plain Italian.
func (r ImuReport) Print(w io.Writer) error {
	var p paper
	p.line(wordRead, many(r.RowsRead, rowsNoun), many(r.PeopleInFile, peopleNoun))
	p.line(wordAccepted, many(r.PeopleAccepted, peopleNoun), many(r.HoldingsAccepted, holdingsNoun))
	if r.PeopleHeldBack > 0 {
		p.line(wordHeldPeople, many(r.PeopleHeldBack, peopleNoun))
	}
	p.rows(r.Report)
	if len(r.Over) > 0 {
		p.line(wordOver, many(len(r.Over), unitsNoun))
	}
	for _, o := range r.Over[:min(len(r.Over), mostListed)] {
		p.line(wordOverAt, o.Unit, o.On.Italian(), o.Sum)
	}
	r.stored(&p)
	return p.print(w)
}

func (r ImuReport) stored(p *paper) {
	if r.Stored == nil {
		p.line(wordNothing)
		return
	}
	p.stored(wordsHoldings, r.Stored.Stored, grouped(r.Stored.Removed))
	if r.Stored.Kept > 0 {
		p.line(wordKept, many(r.Stored.Kept, peopleNoun))
	}
	if r.Stored.Missing > 0 {
		p.line(wordMissing, many(r.Stored.Missing, peopleNoun))
	}
}
