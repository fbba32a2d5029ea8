package town

import (
	"strconv"
	"strings"

	"sportello/api/calendar"
	"sportello/api/fiscal"
)

// Persona is one of the people a visitor can be. It and En say who they are, in a sentence.
type Persona struct {
	Key        string
	FiscalCode string
	GivenName  string
	FamilyName string
	It, En     string
}

// cast is one of the fixed inhabitants: the same whatever the seed. Those with a key are personas.
type cast struct {
	key, given, family string
	sex                fiscal.Sex
	year, month, day   int
	place              string
	it, en             string
}

// household is a home of fixed inhabitants; the first holds the utenza.
type household struct {
	home   Home
	people []cast
}

// households are the personas and who lives with them. {age} is how old they are on the day.
var households = []household{
	{Home{Street: "Via Umberto I", Number: "12", Sheet: 8, Parcel: 761, Sub: 22, Category: "A/3", Square: 74, pays: onTheDay}, []cast{
		{"teresa", "Teresa", "Quarelaghi", fiscal.Female, 1945, 3, 14, "I625",
			"Ha {age} anni e vive sola. Paga sempre l'ultimo giorno. Vuole sapere quanto deve ancora di TARI, la tassa sui rifiuti. Ha una multa da pagare.",
			"She is {age} and lives alone. She always pays on the last day. She wants to know what she still owes of TARI, the waste tax. She has a fine to pay."}}},
	{Home{Street: "Via Santa Valeria", Number: "45/A", Sheet: 14, Parcel: 233, Sub: 7, Category: "A/3", Square: 88, Disabled: true, pays: oneShort}, []cast{
		{"bruno", "Bruno", "Tarvelotti", fiscal.Male, 1956, 5, 2, "F205",
			"Ha {age} anni ed è cieco. Usa un programma che legge lo schermo a voce. Ha una rata scaduta da pagare.",
			"He is {age} and blind. He uses a program that reads the screen aloud. He has a payment that is overdue."},
		{given: "Ada", family: "Zanovasco", sex: fiscal.Female, year: 1958, month: 9, day: 21, place: "F704"}}},
	{Home{Street: "Via Carlo Porta", Number: "7", Sheet: 21, Parcel: 118, Sub: 3, Category: "A/2", Square: 112, pays: onTheDay}, []cast{
		{"chiara", "Chiara", "Sverinelli", fiscal.Female, 1974, 6, 30, "I625",
			"Ha {age} anni. È la figlia di Teresa e la aiuta. Ha anche la sua casa e la sua TARI. Tre giorni fa è arrivata una multa che toglie punti.",
			"She is {age}. She is Teresa's daughter and helps her. She has a home and a TARI of her own. A fine that takes points came three days ago."},
		{given: "Fabio", family: "Brusamini", sex: fiscal.Male, year: 1971, month: 2, day: 8, place: "D286"},
		{given: "Elia", family: "Brusamini", sex: fiscal.Male, year: 2009, month: 11, day: 3, place: "F704"}}},
	{Home{Street: "Via Montello", Number: "30 bis", Sheet: 3, Parcel: 402, Sub: 11, Category: "A/3", Square: 96, pays: onTheDay}, []cast{
		{given: "Dario", family: "Camnovoni", sex: fiscal.Male, year: 1977, month: 4, day: 17, place: "I625"},
		{clerkKey, "Marta", "Lesmevati", fiscal.Female, 1980, 1, 25, "B729",
			"Ha {age} anni e lavora allo sportello del Comune. La TARI di casa è a nome del marito.",
			"She is {age} and works at the town hall's desk. The TARI of her home is in her husband's name."},
		{given: "Nives", family: "Camnovoni", sex: fiscal.Female, year: 1949, month: 8, day: 6, place: "I625"}}},
	{Home{Street: "Via San Rocco", Number: "3", Sheet: 30, Parcel: 55, Sub: 2, Category: "A/7", Square: 131, pays: onTheDay}, []cast{
		{given: "Lorena", family: "Ornagvesti", sex: fiscal.Female, year: 1970, month: 12, day: 9, place: "I625"},
		{given: "Corrado", family: "Verdurvusi", sex: fiscal.Male, year: 1968, month: 7, day: 1, place: "E063"},
		{"luca", "Luca", "Verdurvusi", fiscal.Male, 2001, 10, 12, "F704",
			"Ha {age} anni e vive con i genitori. Non deve pagare niente.",
			"He is {age} and lives with his parents. He owes nothing."}}},
	{Home{Street: "Via Cavour", Number: "18", Sheet: 17, Parcel: 301, Sub: 1, Category: "A/7", Square: 148, pays: onTheDay}, []cast{
		{"aldo", "Aldo", "Molgorvardi", fiscal.Male, 1951, 2, 11, "I625",
			"Ha {age} anni e vive di affitti. Possiede quaranta immobili: case, garage, negozi e un terreno. Ha undici multe, quasi ognuna in uno stato diverso.",
			"He is {age} and lives on rents. He owns forty properties: homes, garages, shops and a field. He has eleven fines, nearly each in another state."}}},
	{Home{Street: "Via Parini", Number: "9", Sheet: 26, Parcel: 88, Sub: 5, Category: "A/2", Square: 94, pays: onTheDay}, []cast{
		{"irene", "Irene", "Vimodrelli", fiscal.Female, 1969, 5, 19, "I625",
			"Ha {age} anni. Sua madre è morta da poco. La casa della madre è ora sua e del fratello.",
			"She is {age}. Her mother has died. Her mother's home now belongs to her and her brother."}}},
	{Home{Street: "Via Solferino", Number: "52", Sheet: 17, Parcel: 412, Sub: 9, Category: "A/3", Square: 68, pays: onTheDay}, []cast{
		{"samira", "Samira", "Lissovane", fiscal.Female, 1988, 3, 3, "Z330",
			"Ha {age} anni e abita in affitto. Paga la TARI, ma non l'IMU.",
			"She is {age} and rents her home. She pays TARI, but not IMU, the property tax."}}},
	{Home{Street: "Viale Tiziano", Number: "21", Sheet: 33, Parcel: 154, Sub: 4, Category: "A/2", Square: 102, pays: onTheDay}, []cast{
		{"gemma", "Gemma", "Barlasvati", fiscal.Female, 1962, 10, 27, "F704",
			"Ha {age} anni. Il 16 aprile ha comprato un secondo appartamento, che per ora è vuoto. Due giorni fa ha trovato una multa sul parabrezza.",
			"She is {age}. On 16 April she bought a second flat, which is empty for now. Two days ago she found a fine on her windscreen."}}},
}

func (c cast) birth() calendar.Day {
	d, _ := calendar.Of(c.year, c.month, c.day)
	return d
}

// settle puts the fixed inhabitants into the town, before anybody could take their codes, and their relatives who
// live elsewhere.
func (b *builder) settle() {
	since, _ := calendar.Of(2015, 1, 1)
	for i, h := range households {
		home := h.home
		home.Utenza, home.People, home.Holder, home.From = utenza(i), len(h.people), len(b.town.People), since
		b.town.Homes = append(b.town.Homes, home)
		for _, c := range h.people {
			p := Person{Given: c.given, Family: c.family, Sex: c.sex, Birth: c.birth(), Place: c.place, Home: i}
			p.Code = b.code(p)
			b.town.People = append(b.town.People, p)
		}
	}
	for _, c := range relatives {
		p := Person{Given: c.given, Family: c.family, Sex: c.sex, Birth: c.birth(), Place: c.place, Home: Elsewhere}
		p.Code = b.code(p)
		b.town.Away = append(b.town.Away, p)
	}
}

// Personas are the people for the sign-in page and for tests: an old woman alone ("teresa"), a blind man
// ("bruno"), a daughter ("chiara"), a clerk of the desk ("marta"), a young man who owes nothing ("luca"), a landlord
// with 40 units ("aldo"), an heir ("irene"), a tenant ("samira"), and who bought a flat on the 16th of a month
// ("gemma"). Their fiscal codes never change; the day is for their ages.
func Personas(today calendar.Day) []Persona {
	var all []Persona
	for _, h := range households {
		for _, c := range h.people {
			if c.key == "" {
				continue
			}
			code, err := fiscal.Build(c.family, c.given, c.birth(), c.sex, c.place)
			if err != nil {
				panic(err) // the table above is wrong
			}
			age := strconv.Itoa(Age(c.birth(), today))
			all = append(all, Persona{
				Key: c.key, FiscalCode: string(code), GivenName: c.given, FamilyName: c.family,
				It: strings.ReplaceAll(c.it, "{age}", age), En: strings.ReplaceAll(c.en, "{age}", age),
			})
		}
	}
	return all
}
