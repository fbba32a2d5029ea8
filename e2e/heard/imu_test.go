package heard

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"sportello/a11y/orca"
	"sportello/api/calendar"
	"sportello/api/folder"
	"sportello/api/taxes"
)

// TestImuIsHeard: from home to the IMU: how much, by when, and why it is another sum than last year.
func TestImuIsHeard(t *testing.T) {
	p := begin(t, "teresa", "/")
	p.Hear("past the menu", orca.Key("h"), orca.Say("Entri nello Sportello"))
	p.signIn("Teresa Quarelaghi", "Inizio")
	p.Hear("home", append(title("Buongiorno, Teresa"), orca.Key("h"))...)
	owed := p.imu()
	saldo, due := owed.Next(calendar.InRome(time.Now()))
	if !due {
		t.Fatal("the persona owes no IMU: there is nothing to hear")
	}
	until, sum := "entro il giorno "+day(saldo.LastDay())+": ", euro(saldo.Owed())
	p.opensTaxes()
	p.Until("the sum among the taxes", 14, orca.Key("Down"), orca.Say("Da pagare "+until+sum), orca.Never("€"))
	p.Until("the way to IMU", 6, orca.Key("Tab"), orca.Say("Veda la sua IMU", "collegamento"))
	p.Hear("IMU", append(title(fmt.Sprintf("La sua IMU del %d", owed.Year)), orca.Key("Return"))...)
	p.Until("the sum, and by when", 6, orca.Key("Down"), orca.Say("da pagare "+until+sum), orca.Never("€"))
	p.Until("the way to pay", 3, orca.Key("Tab"), orca.Say("Veda come pagare", "collegamento"))
	p.Until("the way to the reason", 3, orca.Key("Tab"), orca.Say("Veda perché questo importo", "collegamento"))
	p.Hear("why", append(title(fmt.Sprintf("Perché questo importo: IMU %d", owed.Year)), orca.Key("Return"))...)
	p.Until("the reason", 10, orca.Key("Down"), orca.Say("euro", "in più", "perché il Comune ha cambiato l'aliquota"), orca.Never("€", "%"))
	p.Hear("the table", orca.Key("t"), orca.Say(fmt.Sprintf("Da che cosa è fatta l'IMU del %d", owed.Year)))
}

// imu is the IMU of this year, as the rules of the town reckon it.
func (p *path) imu() taxes.ImuPosition {
	p.t.Helper()
	holds := p.folder().Imu
	answer, err := p.client.Get(p.town.URL + "/v1/town")
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	var town folder.Town
	if err := json.NewDecoder(answer.Body).Decode(&town); err != nil {
		p.t.Fatalf("reading the town: %v (status %d)", err, answer.StatusCode)
	}
	return holds.Reckon(town.Taxes, holds.Years(town.Taxes, calendar.InRome(time.Now()))[0])
}
