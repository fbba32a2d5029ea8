package town

import "sportello/api/fiscal"

// stems and endings make surnames that sound of Brianza. The stems are no words and no places: that nobody
// bears such a name cannot be proved, only made unlikely.
var (
	stems = []string{
		"Brusam", "Quarel", "Zanov", "Tarvel", "Molgorv", "Sverin", "Pradolv", "Giussav", "Lambrev", "Vimodr",
		"Arcorv", "Desianv", "Cabialv", "Medazz", "Carughev", "Albiov", "Bovisv", "Nimbarg", "Ornagv", "Camnov",
		"Verdurv", "Lesmev", "Triuzv", "Sulbiav", "Barlasv", "Cogliev", "Missav", "Renatev", "Biassuv", "Macchev",
		"Lissov", "Paderv", "Varedv", "Limbiov", "Senagv", "Cormav", "Novedrav", "Mariazv", "Inveruv", "Brennov",
	}
	endings = []string{"enghi", "otti", "elli", "aghi", "oldi", "ardi", "asco", "ini", "oni", "ati", "usi", "esti"}
)

// names by sex and by when people were born: up to 1955, to 1985, and since.
var names = map[fiscal.Sex][3][]string{
	fiscal.Female: {
		{"Teresa", "Giuseppina", "Angela", "Maria", "Rosa", "Carla", "Luigia", "Ernesta", "Pierina", "Adele", "Bruna", "Ines", "Lina", "Maria Rosa", "Giovanna", "Franca", "Luciana", "Ambrogina", "Enrica", "Graziella"},
		{"Paola", "Laura", "Silvia", "Daniela", "Cristina", "Antonella", "Elena", "Monica", "Barbara", "Roberta", "Sabrina", "Raffaella", "Patrizia", "Donatella", "Lorena", "Manuela", "Emanuela", "Nicoletta", "Anna Maria", "Chiara"},
		{"Sofia", "Giulia", "Aurora", "Alice", "Ginevra", "Emma", "Martina", "Beatrice", "Greta", "Camilla", "Matilde", "Bianca", "Noemi", "Vittoria", "Ludovica", "Arianna", "Gaia", "Viola", "Marta", "Eleonora"},
	},
	fiscal.Male: {
		{"Giuseppe", "Luigi", "Carlo", "Ambrogio", "Angelo", "Mario", "Enrico", "Pietro", "Giovanni", "Ernesto", "Gianfranco", "Battista", "Renato", "Sergio", "Bruno", "Felice", "Natale", "Giancarlo", "Virginio", "Ettore"},
		{"Marco", "Paolo", "Roberto", "Stefano", "Massimo", "Fabio", "Claudio", "Maurizio", "Alberto", "Daniele", "Gianluca", "Ivan", "Cristian", "Davide", "Dario", "Giorgio", "Walter", "Corrado", "Fulvio", "Riccardo"},
		{"Leonardo", "Tommaso", "Mattia", "Lorenzo", "Gabriele", "Edoardo", "Pietro", "Niccolò", "Samuele", "Diego", "Filippo", "Jacopo", "Simone", "Elia", "Giacomo", "Alessio", "Nathan", "Michele", "Federico", "Andrea"},
	},
}

// origin is a country that families of the town come from: its code, how many of a thousand such families,
// how its surnames end, and its first names.
type origin struct {
	code       string
	perMille   int
	ending     []string
	women, men []string
}

// origins are the likeliest countries of Lombardy's foreign residents; endings go on the same stems.
var origins = []*origin{
	{"Z129", 190, []string{"escu", "eanu", "iuc"}, []string{"Elena", "Mihaela", "Andreea", "Ioana", "Gabriela"}, []string{"Ion", "Mihai", "Andrei", "Cristian", "Vasile"}},
	{"Z100", 140, []string{"aj", "eshi", "oku"}, []string{"Elona", "Mirela", "Albana", "Arta", "Vjollca"}, []string{"Arben", "Ilir", "Besnik", "Altin", "Dritan"}},
	{"Z330", 120, []string{"aoui", "ifi", "ane"}, []string{"Fatima", "Khadija", "Naima", "Samira", "Amina"}, []string{"Mohamed", "Ahmed", "Hassan", "Youssef", "Rachid"}},
	{"Z336", 110, []string{"awy", "eldin", "ary"}, []string{"Mona", "Heba", "Nadia", "Marwa", "Dina"}, []string{"Mahmoud", "Ibrahim", "Khaled", "Tarek", "Sameh"}},
	{"Z138", 110, []string{"enko", "chuk", "ska"}, []string{"Oksana", "Natalia", "Olena", "Svitlana", "Iryna"}, []string{"Oleksandr", "Vasyl", "Taras", "Ihor", "Bohdan"}},
	{"Z611", 90, []string{"ez", "aca", "illo"}, []string{"Rosa", "Carmen", "Milagros", "Yolanda", "Gladys"}, []string{"Luis", "Jorge", "Percy", "Walter", "Julio"}},
	{"Z605", 70, []string{"ano", "eida", "osa"}, []string{"Blanca", "Narcisa", "Mercedes", "Lourdes", "Jenny"}, []string{"Segundo", "Byron", "Freddy", "Angel", "Wilson"}},
	{"Z210", 60, []string{"ai", "ou", "ing"}, []string{"Li", "Mei", "Xia", "Yan", "Hong"}, []string{"Wei", "Jun", "Ming", "Bo", "Lei"}},
	{"Z236", 50, []string{"ood", "eed", "bar"}, []string{"Ayesha", "Saima", "Nasreen", "Rubina", "Zahra"}, []string{"Imran", "Tariq", "Asif", "Nadeem", "Waqar"}},
	{"Z343", 35, []string{"ou", "aye", "ane"}, []string{"Aminata", "Awa", "Ndeye", "Coumba", "Bineta"}, []string{"Mamadou", "Cheikh", "Ousmane", "Modou", "Ibra"}},
	{"Z216", 25, []string{"ana", "ito", "oza"}, []string{"Maricel", "Josephine", "Rowena", "Liza", "Cora"}, []string{"Rodel", "Edgardo", "Ramil", "Noel", "Ariel"}},
}

// origins decides where a family comes from. One family in seven under 65 comes from abroad; their children
// are mostly born here, so that about a tenth of the town has a Z in the code.
func (b *builder) origins(f *family) {
	share := 155
	if f.adults[0].age >= 65 {
		share = 15
	}
	if !b.chance(share) {
		return
	}
	n := b.rng.IntN(1000)
	for _, o := range origins {
		if f.origin = o; n < o.perMille {
			break
		}
		n -= o.perMille
	}
	for i := range f.adults {
		f.adults[i].abroad = true
	}
	for i := range f.children {
		f.children[i].abroad = b.chance(250)
	}
}

func (b *builder) surname(o *origin) string {
	if o != nil {
		return pick(b, stems) + pick(b, o.ending)
	}
	return pick(b, stems) + pick(b, endings)
}

func (b *builder) given(s somebody, o *origin) string {
	if o != nil && s.sex == fiscal.Female {
		return pick(b, o.women)
	}
	if o != nil {
		return pick(b, o.men)
	}
	cohort := 2
	switch year := s.birth.Year(); {
	case year <= 1955:
		cohort = 0
	case year <= 1985:
		cohort = 1
	}
	return pick(b, names[s.sex][cohort])
}
