package taxes

import "slices"

// Decided is what the comune has decided of years, as its office wrote it down in files of rates.
type Decided struct {
	Tari []TariYear
	Imu  []ImuYear
}

// With puts what was decided in the place of what the rules had of the same years; other years stay as they are, newest
// first. A year of the IMU that tells no figures of the law has those of the nearest year before it, else after it; a
// year for which nobody knows them is left out, for without them every tax would come to nothing.
func (r Rules) With(d Decided) Rules {
	r.Tari = merged(r.Tari, d.Tari, func(y TariYear) int { return y.Year })
	lawless := func(y ImuYear) bool { return len(y.Multipliers) == 0 }
	known := merged(r.Imu, slices.DeleteFunc(slices.Clone(d.Imu), lawless), yearOfImu)
	var whole []ImuYear
	for _, y := range d.Imu {
		if y, ok := y.withLaw(known); ok {
			whole = append(whole, y)
		}
	}
	r.Imu = merged(r.Imu, whole, yearOfImu)
	return r
}

// merged never changes the lists that it is given: requests read them at the same time.
func merged[Y any](old, now []Y, year func(Y) int) []Y {
	if len(now) == 0 {
		return old
	}
	all := slices.Clone(now)
	for _, o := range old {
		if !slices.ContainsFunc(now, func(n Y) bool { return year(n) == year(o) }) {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b Y) int { return year(b) - year(a) })
	return all
}

// withLaw is the year with the figures of the law, and with the minimum of the nearest year when it has none; false when
// neither it nor any known year tells the law.
func (y ImuYear) withLaw(known []ImuYear) (ImuYear, bool) {
	if len(y.Multipliers) > 0 {
		return y, true
	}
	law, found := nearest(known, y.Year, yearOfImu)
	y.Multipliers, y.Land, y.Revaluation, y.LandFactor = law.Multipliers, law.Land, law.Revaluation, law.LandFactor
	y.Deduction, y.State, y.AgreedPart, y.ForeignPension, y.HalfBase = law.Deduction, law.State, law.AgreedPart, law.ForeignPension, law.HalfBase
	if y.Minimum == 0 {
		y.Minimum = law.Minimum
	}
	return y, found
}

// nearest is the newest of the years up to one, else the oldest after it.
func nearest[Y any](known []Y, year int, of func(Y) int) (best Y, found bool) {
	for _, k := range known {
		before, bestBefore := of(k) <= year, of(best) <= year
		if !found || before && (!bestBefore || of(k) > of(best)) || !before && !bestBefore && of(k) < of(best) {
			best, found = k, true
		}
	}
	return best, found
}

func yearOfImu(y ImuYear) int { return y.Year }
