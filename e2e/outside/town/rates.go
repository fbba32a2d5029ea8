package town

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"sportello/api/calendar"
	"sportello/api/money"
)

// TariRates is a file of the invented tariffs by which the town of a day is billed, as an office would write it for
// "sportello import tari-rates": the years of the bills, and the one before them, of which the bonus and the first
// instalments are made.
func TariRates(today calendar.Day) io.Reader {
	var file struct {
		Years []map[string]any `json:"anni"`
	}
	for year := today.Year(); year >= today.Year()-3; year-- {
		file.Years = append(file.Years, tariffOf(year).decided(year))
	}
	text, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		panic(err) // texts and numbers always have a form
	}
	return bytes.NewReader(text)
}

// decided is a tariff as the comune would have decided it for a year.
func (t tariff) decided(year int) map[string]any {
	y := map[string]any{
		"anno": year, "delibera": "Tariffe inventate per la dimostrazione", "fissa": sums(t.fixed), "variabile": sums(t.variable), "tefa": fmt.Sprint(tefaPercent),
		"ur1": t.ur1.Italian(), "ur2": t.ur2.Italian(), "ur3": t.ur3.Italian(),
		"riduzioni": []map[string]string{
			{"codice": "U1", "nome": "persona sola", "nome_inglese": "person alone", "percento": "10"},
			{"codice": "D1", "nome": "persona con disabilità", "nome_inglese": "person with a disability", "percento": "30"},
		},
		"addebito": map[string]string{"richiesta_entro": onDay(year, 9, 30), "il": onDay(year, 10, 18), "sconto": "10"},
	}
	if year >= bonusFrom {
		y["bonus"] = fmt.Sprint(bonusPercent)
	}
	half := fmt.Sprint(advancePercent / 2)
	plan := make([]map[string]any, len(planDays))
	for i, d := range planDays {
		plan[i] = map[string]any{"entro": onDay(year, d.month, d.day), "percento": half, "tariffe_anno": year - 1}
	}
	plan[len(plan)-1] = map[string]any{"entro": plan[len(plan)-1]["entro"], "tariffe_anno": year}
	y["rate"] = plan
	return y
}

func sums(list [6]money.Cents) []string {
	var all []string
	for _, c := range list {
		all = append(all, c.Italian())
	}
	return all
}

func onDay(year, month, day int) string { return fmt.Sprintf("%02d/%02d/%d", day, month, year) }
