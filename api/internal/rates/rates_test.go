package rates

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
)

// whole is a file of tariffs with everything in it: the plan of Seregno 2024 (DOMAIN §2.5), invented tariffs.
const whole = `{"anni": [{
  "anno": 2026, "delibera": " Consiglio comunale, n. 12 del 28/4/2026 ",
  "fissa": ["0,55", "0,6668"], "variabile": ["40,20", "1234,5"],
  "tefa": "5", "ur1": "0,10", "ur2": "1,50", "ur3": "6", "bonus": "25", "giorni_anno": 365,
  "riduzioni": [{"codice": "U1", "nome": "persona sola", "nome_inglese": "person alone", "percento": "10"}, {"codice": "D1", "nome": "disabilità", "percento": "33,33"}],
  "rate": [{"entro": "18/06/2026", "percento": "30", "tariffe_anno": 2025}, {"entro": "18/10/2026", "percento": "30"}, {"entro": "04/12/2026"}],
  "addebito": {"richiesta_entro": "30/09/2026", "il": "2026-10-18", "sconto": "10"}
}]}`

// council is a file of rates of the IMU: Seregno 2026 (DOMAIN §3.4), with the figures of the law (§3.2, §3.3).
const council = `{"anni": [{
  "anno": 2026, "delibera": "Consiglio comunale", "minimo": "12", "casa_di_riposo": true,
  "aliquote": {"abitazione_principale": "0,60", "alloggi_sociali": "0,40", "canone_concordato": "0,76", "rurali": "0", "terreni": "1,06", "aree": "1,06", "gruppo_d": "1,06", "altri": "1,06"},
  "acconto": "16/06/2026", "saldo": "16/12/2026", "dichiarazione": "30/06/2027",
  "legge": {"moltiplicatori": {"A": 160, "A/10": 80}, "moltiplicatore_terreni": 135, "rivalutazione": "5", "rivalutazione_terreni": "25", "detrazione": "200",
    "quota_stato": "0,76", "canone_concordato_si": "75", "pensionato_estero_si": "50", "base_ridotta": "50"}
}]}`

func onDay(year, month, day int) calendar.Day {
	d, _ := calendar.Of(year, month, day)
	return d
}

func TestReadTari(t *testing.T) {
	f, err := ReadTari(strings.NewReader("\ufeff" + whole))
	if err != nil {
		t.Fatal(err)
	}
	want := taxes.Decided{Tari: []taxes.TariYear{{
		Year: 2026, Act: "Consiglio comunale, n. 12 del 28/4/2026", Fixed: []money.Rate{55_000, 66_680}, Variable: []money.Rate{4_020_000, 123_450_000},
		TEFA: 5_000, UR1: 10, UR2: 1_50, UR3: 6_00, Bonus: 25_000, YearDays: 365,
		Reductions: []taxes.TariReduction{{Code: "U1", It: "persona sola", En: "person alone", Percent: 10_00}, {Code: "D1", It: "disabilità", En: "disabilità", Percent: 33_33}},
		Plan:       []taxes.TariTerm{{Due: onDay(2026, 6, 18), Share: 30_000, Rates: 2025}, {Due: onDay(2026, 10, 18), Share: 30_000}, {Due: onDay(2026, 12, 4)}},
		Debit:      &taxes.Debit{AskBy: onDay(2026, 9, 30), On: onDay(2026, 10, 18), Discount: 10_000},
	}}}
	if diff := cmp.Diff(want, f.Decided); diff != "" {
		t.Error(diff)
	}
	if again, _ := ReadTari(strings.NewReader(whole)); again.SHA256 == f.SHA256 || f.SHA256 == [32]byte{} {
		t.Error("the fingerprint is not of the file as it came")
	}
}

func TestReadImu(t *testing.T) {
	f, err := ReadImu(strings.NewReader(council))
	if err != nil {
		t.Fatal(err)
	}
	want := taxes.Decided{Imu: []taxes.ImuYear{{
		Year: 2026, Act: "Consiglio comunale", Rate: taxes.ImuRates{Main: 600, Social: 400, Agreed: 760, Land: 1060, Area: 1060, GroupD: 1060, Other: 1060},
		Multipliers: []taxes.Multiplier{{Of: "A", Times: 160}, {Of: "A/10", Times: 80}}, Revaluation: 105_000, LandFactor: 125_000, Land: 135, Deduction: 200_00,
		CareHome: taxes.Yes, State: 760, AgreedPart: 75_000, ForeignPension: 50_000, HalfBase: 50_000, Minimum: 12_00,
		Acconto: onDay(2026, 6, 16), Saldo: onDay(2026, 12, 16), Declaration: onDay(2027, 6, 30),
	}}}
	if diff := cmp.Diff(want, f.Decided); diff != "" {
		t.Error(diff)
	}
	without := council[:strings.Index(council, ",\n  \"legge\"")] + "}]}"
	if f, err := ReadImu(strings.NewReader(without)); err != nil || f.Decided.Imu[0].Multipliers != nil {
		t.Errorf("without the law: %+v, %v", f.Decided, err)
	}
}

// refusals are a change of a sound file, and what the office must be told of it.
func refusals(t *testing.T, sound string, read func(string) error, cases []struct{ name, old, new, says string }) {
	t.Helper()
	for _, c := range cases {
		text := strings.Replace(sound, c.old, c.new, 1)
		if text == sound {
			t.Errorf("%s: %q is not in the file", c.name, c.old)
		}
		err := read(text)
		faults, ok := errors.AsType[Faults](err)
		if !ok || len(faults) != 1 || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: says %v, want one fault with %q", c.name, err, c.says)
		}
	}
}

func TestTariRefusals(t *testing.T) {
	read := func(s string) error { _, err := ReadTari(strings.NewReader(s)); return err }
	refusals(t, whole, read, []struct{ name, old, new, says string }{
		{"empty", whole, "", "finisce troppo presto"},
		{"no year", whole, `{"anni": []}`, "non c'è nessun anno"},
		{"a bracket missing", "}]}", "}]", "finisce troppo presto"},
		{"a comma missing", `"tefa": "5",`, `"tefa": "5"`, "riga 4: virgole, virgolette o parentesi"},
		{"something after the end", "}]}", "}]} {}", "dopo l'ultima parentesi"},
		{"a name misspelt", `"tefa"`, `"teffa"`, `il nome "teffa" non è tra quelli previsti`},
		{"a name twice", `"tefa": "5"`, `"tefa": "5", "tefa": "4"`, `riga 4: "tefa" c'è due volte`},
		{"a name twice, once in capitals", `"tefa": "5"`, `"TEFA": "5", "tefa": "4"`, `riga 4: "tefa" c'è due volte`},
		{"letters of Windows", `disabilità`, "disabilit\xe0", "non è scritto in UTF-8"},
		{"a sign that no database keeps", `disabilità`, `disabilit\u0000`, "riduzioni, numero 2, nome: ci vuole un testo breve"},
		{"half a sign", `n. 12`, `\ud800`, "delibera: ci vuole un testo breve"},
		{"an act on two lines", `n. 12`, `n.\n12`, "delibera: ci vuole un testo breve"},
		{"an instalment of nothing", `"18/10/2026", "percento": "30"`, `"18/10/2026", "percento": "0"`, "rate, numero 2: percento è zero"},
		{"a number without quotes", `"0,55"`, `0.55`, "I numeri con la virgola stanno tra virgolette"},
		{"a year in quotes", `"anno": 2026`, `"anno": "2026"`, "riga 2, anni.anno"},
		{"a year of long ago", `"anno": 2026`, `"anno": 226`, "gruppo 1, anno: ci vuole un anno dal 2012 al 2100"},
		{"a year twice", "}]}", `}, {"anno": 2026}]}`, "anno 2026, anno: è nel file due volte"},
		{"a point for the comma", `"0,55"`, `"0.55"`, `anno 2026, fissa, numero 1: "0.55" non è un numero`},
		{"a point that could be thousands", `"0,6668"`, `"0.667"`, "non è un numero"},
		{"six decimals", `"0,6668"`, `"0,666875"`, "fissa, numero 2: \"0,666875\" ha troppe cifre dopo la virgola"},
		{"less than nothing", `"0,55"`, `"-0,55"`, "è meno di zero"},
		{"nothing", `"0,55"`, `"0"`, "fissa, numero 1: manca, o è zero"},
		{"not written", `"0,55"`, `""`, "fissa, numero 1: manca, o è zero"},
		{"a comma forgotten", `"0,55"`, `"155"`, "il massimo è 100"},
		{"one list longer", `["0,55", "0,6668"]`, `["0,55"]`, "hanno 1 e 2 numeri"},
		{"TEFA at its most and a little more", `"tefa": "5"`, `"tefa": "5,001"`, "tefa: \"5,001\" è troppo: il massimo è 5"},
		{"a sum in tenths of a cent", `"0,10"`, `"0,105"`, "ur1: \"0,105\" ha troppe cifre"},
		{"a bonus of more than all", `"bonus": "25"`, `"bonus": "100,5"`, "il massimo è 100"},
		{"a year of 300 days", `"giorni_anno": 365`, `"giorni_anno": 300`, "da 360 a 366"},
		{"a code twice", `"codice": "D1"`, `"codice": "U1"`, `riduzioni, numero 2: il codice "U1" c'è due volte`},
		{"a reduction without a name", `"nome": "disabilità"`, `"nome": " "`, "ci vogliono il codice e il nome"},
		{"shares of more than all", `"18/10/2026", "percento": "30"`, `"18/10/2026", "percento": "70,001"`, "più del 100 per cento"},
		{"shares of less than all", `{"entro": "04/12/2026"}`, `{"entro": "04/12/2026", "percento": "39"}`, "meno del 100 per cento"},
		{"a rest in the middle", `"18/10/2026", "percento": "30"`, `"18/10/2026"`, "rate, numero 2: manca percento"},
		{"days not in order", "18/10/2026", "18/06/2026", "18/06/2026 non viene dopo il 18/06/2026"},
		{"a day that does not exist", "18/06/2026", "31/06/2026", "non è una data"},
		{"a day of another year", "18/06/2026", "18/06/2025", "18/06/2025 non è del 2026"},
		{"no day", `"entro": "18/06/2026", `, "", "manca il giorno"},
		{"tariffs of the future", `"tariffe_anno": 2025`, `"tariffe_anno": 2027`, "ci vuole il 2026 o uno dei due anni prima"},
		{"asked for after it was taken", "30/09/2026", "30/11/2026", "addebito, il: 18/10/2026 non viene dopo il 30/11/2026"},
	})
	err := read(strings.NewReplacer(`"0,55"`, `"x"`, `"tefa": "5"`, `"tefa": "9"`).Replace(whole))
	if faults, _ := errors.AsType[Faults](err); len(faults) != 2 || !strings.Contains(err.Error(), "2 errori") {
		t.Errorf("two faults: %v", err)
	}
	if err := read(strings.Repeat(" ", maxSize+1)); err == nil || !strings.Contains(err.Error(), "troppo grande") {
		t.Errorf("too large: %v", err)
	}
}

func TestImuRefusals(t *testing.T) {
	read := func(s string) error { _, err := ReadImu(strings.NewReader(s)); return err }
	refusals(t, council, read, []struct{ name, old, new, says string }{
		{"a rate missing", `, "altri": "1,06"`, "", "aliquote, altri: manca: se è zero si scrive \"0\""},
		{"a rate ten times too high", `"altri": "1,06"`, `"altri": "10,6"`, "aliquote, altri: \"10,6\" è troppo: il massimo è 2"},
		{"a negative rate", `"altri": "1,06"`, `"altri": "-1"`, "è meno di zero"},
		{"no acconto", `"acconto": "16/06/2026", `, "", "acconto: manca"},
		{"acconto of the year after", `"acconto": "16/06/2026"`, `"acconto": "16/06/2027"`, "non è del 2026"},
		{"saldo before acconto", "16/12/2026", "16/05/2026", "saldo: 16/05/2026 non viene dopo il 16/06/2026"},
		{"declaration before saldo", "30/06/2027", "30/06/2026", "dichiarazione: 30/06/2026 non viene dopo"},
		{"no such category", `"A/10"`, `"A10"`, "legge, moltiplicatori"},
		{"a multiplier of nothing", `"A": 160`, `"A": 0`, `"A": 0 non va`},
		{"no multipliers", `{"A": 160, "A/10": 80}`, "{}", "mancano"},
		{"the State takes more than all", `"gruppo_d": "1,06"`, `"gruppo_d": "0,75"`, "è più dell'aliquota gruppo_d"},
		{"no part", `"base_ridotta": "50"`, `"base_ridotta": ""`, "base_ridotta: manca"},
		{"a part of more than all", `"base_ridotta": "50"`, `"base_ridotta": "150"`, "il massimo è 100"},
		{"a file of the TARI", `"acconto"`, `"tefa": "5", "acconto"`, `il nome "tefa" non è tra quelli previsti`},
	})
}

// Whatever a file has in it, what is taken is sound and keeps its value in the database.
func FuzzRead(f *testing.F) {
	for _, s := range []string{whole, council, "", "{", `{"anni":[{}]}`, `{"anni":[{"anno":2026,"fissa":["1"],"variabile":["1"]}]}`, `[[[`, `{"anni":[{"anno":2026,"tefa":"0,00001"}]}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := ReadTari(strings.NewReader(text))
		if err == nil {
			for _, y := range file.Decided.Tari {
				sound(t, y)
			}
			same(t, file.Decided)
		}
		if file, err := ReadImu(strings.NewReader(text)); err == nil {
			same(t, file.Decided)
		}
	})
}

func sound(t *testing.T, y taxes.TariYear) {
	var sum money.Rate
	for i, p := range y.Plan {
		if sum += p.Share; p.Due == 0 || i > 0 && p.Due <= y.Plan[i-1].Due {
			t.Errorf("plan %+v", y.Plan)
		}
	}
	for i := range y.Fixed {
		if y.Fixed[i] <= 0 || y.Variable[i] <= 0 {
			t.Errorf("rates %v, %v", y.Fixed, y.Variable)
		}
	}
	if sum > money.One || y.TEFA < 0 || y.TEFA > 5*money.PerCent || y.UR1 < 0 || y.UR2 < 0 || y.UR3 < 0 || y.Bonus < 0 || y.Bonus > money.One {
		t.Errorf("taken: %+v", y)
	}
}

func same(t *testing.T, d taxes.Decided) {
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var again taxes.Decided
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if back, _ := json.Marshal(again); string(back) != string(text) {
		t.Errorf("%s became %s", text, back)
	}
}
