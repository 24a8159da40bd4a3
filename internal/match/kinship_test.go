package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sada"
)

// changed puts another word in the place of every so many.
func changed(text []string, every int) []string {
	out := append([]string{}, text...)
	for i := every / 2; i < len(out); i += every {
		out[i] = fmt.Sprintf("autre%dx%d", every, i)
	}
	return out
}

func TestScatteredChangesAreKnownByCloseMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	text, other := dispatch(r, 300), dispatch(r, 300)
	for _, c := range []struct {
		name         string
		a, b         []string
		copies, near bool
	}{
		{"every tenth word", text, changed(text, 10), true, true},
		{"every eighth word", text, changed(text, 8), false, true},
		{"every seventh word", text, changed(text, 7), false, true},
		{"every sixth word", text, changed(text, 6), false, false},
		{"both, each in its own places,", changed(text, 9), changed(text, 14), false, true},
		{"all but the first third", text, append(append([]string{}, text[:100]...), other[100:]...), false, true},
		{"all but the first quarter", text, append(append([]string{}, text[:75]...), other[75:]...), false, false},
	} {
		k := Kin(sketch(written(c.a)), sketch(written(c.b)), nil)
		if k.Copies() != c.copies || k.Near() != c.near {
			t.Errorf("%s changed: %+v copies %v, near %v, want %v, %v", c.name, k, k.Copies(), k.Near(), c.copies, c.near)
		}
	}
}

func TestReportsOfOneFrameAreNoCopies(t *testing.T) {
	var frame strings.Builder
	for n := range 20 {
		fmt.Fprintf(&frame, "La halle au poisson ferme ses grilles le soir après la criée numérotée p%d. ", n)
	}
	sardines := func(prices ...int) string {
		return fmt.Sprint(frame.String(), "Cours du jour en dirhams : ", strings.Trim(fmt.Sprint(prices), "[]"), ".")
	}
	letter := func(names ...string) string {
		var b strings.Builder
		for _, n := range names {
			fmt.Fprintf(&b, "Le conseil salue %s pour son œuvre et remercie encore %s. ", n, n)
		}
		return b.String() + frame.String()
	}
	for _, c := range []struct {
		name string
		a, b string
		want bool
	}{
		{"three figures are others", sardines(14, 15, 16), sardines(24, 25, 26), true},
		{"four figures are others", sardines(14, 15, 16, 17), sardines(24, 25, 26, 27), false},
		{"two of four figures are the same", sardines(14, 15, 16, 17), sardines(14, 15, 26, 27), true},
		{"one of four figures is the same", sardines(14, 15, 16, 17), sardines(14, 25, 26, 27), false},
		{"one writes its figures out", sardines(14, 15, 16, 17), sardines(), true},
		{"one name is spelt otherwise", letter("Tazi", "Mernissi"), letter("Tazzi", "Mernissi"), true},
		{"two names are others", letter("Tazi", "Mernissi"), letter("Bouzid", "Alaoui"), false},
		{"two names more in one of them", letter("Tazi", "Mernissi", "Bouzid", "Alaoui"), letter("Tazi", "Mernissi"), true},
		{"names said once", "Ici Tazi et Mernissi parlent. " + frame.String(), "Ici Bouzid et Alaoui parlent. " + frame.String(), true},
	} {
		a, b := paragraph(c.a), paragraph(c.b)
		if k := Kin(sketch(a), sketch(b), nil); k.Copies() != c.want {
			t.Errorf("%s: %+v is %v, want %v", c.name, k, k.Copies(), c.want)
		}
	}
}

func paragraph(text string) *sada.Article {
	return &sada.Article{Blocks: []sada.Block{{Kind: sada.Paragraph, Text: text}}}
}

func TestOneTextUnderOtherTitlesOfOneOutletIsNoCopy(t *testing.T) {
	text := strings.Join(dispatch(rand.New(rand.NewPCG(11, 12)), 60), " ")
	for _, c := range []struct {
		name          string
		kind          sada.Kind
		source, title string
		want          bool
	}{
		{"the same video at another outlet, under its title", sada.KindVideo, "autre", "Retour en images sur la crue", true},
		{"another video with the text of the channel", sada.KindVideo, "chaine", "Entretien avec le maire de Sefrou", false},
		{"the same video again, the title with a word more", sada.KindVideo, "chaine", "Journal du soir : la moisson commence enfin", true},
		{"another post", sada.KindPost, "chaine", "Entretien avec le maire de Sefrou", false},
		{"an article under another title", sada.KindArticle, "chaine", "Entretien avec le maire de Sefrou", true},
	} {
		sketched := func(source, title string) []uint32 {
			a := paragraph(text)
			a.Kind, a.Title = c.kind, title
			return NewDocument(a, source).Sketch()
		}
		if k := Kin(sketched("chaine", "Journal du soir : la moisson commence"), sketched(c.source, c.title), nil); k.Copies() != c.want {
			t.Errorf("%s: %+v is %v, want %v", c.name, k, k.Copies(), c.want)
		}
	}
}

func TestASketchOfAnOlderProgramIsComparedByItsMarks(t *testing.T) {
	text := dispatch(rand.New(rand.NewPCG(13, 14)), 200)
	whole := sketch(written(text))
	old := parted(whole)[0]
	for name, k := range map[string]Kinship{"old and new": Kin(old, sketch(written(changed(text, 25))), nil), "old and old": Kin(old, old, nil)} {
		if !k.Copies() || k.Close > 0 {
			t.Errorf("%s: %+v", name, k)
		}
	}
	if k := Kin(old, sketch(written(changed(text, 10))), nil); k.Copies() {
		t.Errorf("%+v: close marks of one side say nothing", k)
	}
}
