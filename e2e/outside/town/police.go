package town

import (
	"fmt"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/money"
)

// Segregation is the segregation code of the town's notices: one that a comune might have.
const Segregation = 48

// offence is what the police of the town note, with the amounts that a verbale prints: within 5 days, within 60, and
// afterwards. DOMAIN § 4.1 has the pairs 42–173, 87–344 and 291–1,166, and what they make with costs of 13.80 and without.
type offence struct {
	what, article string
	points        int
	sums          [3]money.Cents
	costs         money.Cents
}

var (
	windscreen = offence{"Sosta dove è vietata", "art. 158 c. 2 CdS", 0, [3]money.Cents{29_40, 42_00, 0}, 0} // what comes afterwards, the verbale says
	parking    = offence{"Sosta dove è vietata", "art. 158 c. 2 CdS", 0, [3]money.Cents{43_20, 55_80, 100_30}, 13_80}
	busLane    = offence{"Sosta nella corsia riservata agli autobus", "art. 158 c. 2 CdS", 2, [3]money.Cents{74_70, 100_80, 185_80}, 13_80}
	silence    = offence{"Non ha detto chi guidava, dopo una multa che toglie punti", "art. 126-bis c. 2 CdS", 0, [3]money.Cents{217_50, 304_80, 596_80}, 13_80}
)

// told is a fine of a persona, by days before today. sent 0: it was not notified.
type told struct {
	who         string
	serial      int
	offence     offence
	found, sent int
	office      fines.Office
	officeAgo   int
	paid        money.Cents
	paidAgo     int
	collector   money.Cents
	unnumbered  bool // the file has no notices for it: the importer makes them
	noted       bool // with a photo, a time of day of its own, and the question who drove
}

// tolds are the fines of the personas: Teresa past the discount, Chiara within it, a notice on Gemma's windscreen, and
// of Aldo one in each of the other states. Their serial numbers, plates and notices are the same on any day.
var tolds = []told{
	{who: "teresa", serial: 4711, offence: parking, found: 52, sent: 20},
	{who: "chiara", serial: 4802, offence: busLane, found: 31, sent: 3, noted: true},
	{who: "gemma", serial: 5120, offence: windscreen, found: 2},
	{who: "aldo", serial: 4105, offence: parking, found: 140, sent: 95},                                                          // after 60 days
	{who: "aldo", serial: 1210, offence: parking, found: 540, sent: 500, office: "collector", officeAgo: 200, collector: 126_25}, // three half-years on 86.50, and the costs
	{who: "aldo", serial: 4390, offence: busLane, found: 75, sent: 40, office: "prefect", officeAgo: 20},
	{who: "aldo", serial: 4502, offence: parking, found: 60, sent: 25, office: "judge", officeAgo: 10},
	{who: "aldo", serial: 4240, offence: silence, found: 120, sent: 80, office: "plan", officeAgo: 55},
	{who: "aldo", serial: 4260, offence: parking, found: 110, sent: 70, office: "cancelled", officeAgo: 50},
	{who: "aldo", serial: 4420, offence: busLane, found: 70, sent: 30, paid: 74_70, paidAgo: 27},
	{who: "aldo", serial: 4433, offence: parking, found: 68, sent: 30, paid: 43_20, paidAgo: 20}, // less than was due on that day
	{who: "aldo", serial: 4444, offence: parking, found: 66, sent: 30, paid: 55_80, paidAgo: 28}, // more
	{who: "aldo", serial: 5077, offence: busLane, found: 12, unnumbered: true},
	{who: "aldo", serial: 4630, offence: silence, found: 45, sent: 10, unnumbered: true},
}

// plates of the personas. No such series has been issued.
var plates = map[string]string{"teresa": "XB123CD", "chiara": "XB456EF", "gemma": "XC789GH", "aldo": "XD321JK"}

// PersonaFines are the fines of each persona on a day, by key: what the police's file says, without the notices that the
// importer makes.
func PersonaFines(today calendar.Day) map[string][]fines.Fine {
	all := map[string][]fines.Fine{}
	for _, s := range tolds {
		all[s.who] = append(all[s.who], s.fine(today))
	}
	return all
}

func (s told) fine(today calendar.Day) fines.Fine {
	ago := func(days int) calendar.Day {
		if days == 0 {
			return 0
		}
		return today - calendar.Day(days)
	}
	f := s.offence.fine(s.serial, ago(s.found))
	f.Plate, f.FoundAt, f.Place = plates[s.who], fmt.Sprintf("%02d:%02d", 8+s.serial%11, s.serial%60), streets[s.serial%len(streets)]
	f.NotifiedOn, f.OfficeOn = ago(s.sent), ago(s.officeAgo)
	f.Paid, f.PaidOn, f.ToCollector = s.paid, ago(s.paidAgo), s.collector
	if s.office != "" {
		f.Office = s.office
	}
	if s.noted {
		f.Photo, f.Driver = "https://example.org/foto/"+f.ID+".jpg", true
	}
	if !s.unnumbered {
		f.NAVs = fines.NAVs{Discounted: fineNAV(s.serial, 1), Reduced: fineNAV(s.serial, 2)}
	}
	if f.NAVs.Reduced != "" && f.Full > 0 {
		f.NAVs.Full = fineNAV(s.serial, 3)
	}
	return f
}

// fine is a verbale that says so, in force.
func (o offence) fine(serial int, on calendar.Day) fines.Fine {
	number := fmt.Sprintf("V/%d/%06d", on.Year(), serial)
	f := fines.Fine{ID: fines.ID(number), Number: number, Kind: fines.Verbale, FoundOn: on, What: o.what, Article: o.article, Points: o.points,
		Discounted: o.sums[0], Reduced: o.sums[1], Full: o.sums[2], Costs: o.costs, Office: fines.Live}
	if o.costs == 0 {
		f.Kind = fines.Preavviso
	}
	return f
}

// fineNAV is the notice number of an amount of a fine. Those of bills begin with their year: none is among them.
func fineNAV(serial, amount int) string {
	s, err := fiscal.NewNAV(fiscal.Aux3, Segregation, 9e12+uint64(serial)*10+uint64(amount))
	if err != nil {
		panic(err) // a serial number of twelve digits
	}
	return s
}
