package extract

import (
	"strings"
	"testing"
	"time"

	"sada"
)

// A label that ends in a colon drops its line only when no sentence follows.
func TestALineBehindALabelStaysWhenItIsASentence(t *testing.T) {
	stay := []string{
		"Mise à jour : une deuxième digue a cédé dans la nuit près du vieux port.",
		"Mise à jour: le pont est rouvert aux camions depuis ce matin.",
		"MISE À JOUR : LA ROUTE DU COL RESTE FERMÉE JUSQU'À NOUVEL ORDRE",
		"Mise à jour (18h30) : les trois pêcheurs ont été retrouvés sains et saufs.",
		"Mise à jour du 3 novembre à 9h : la préfecture a levé l'alerte dans toute la vallée.",
		"Mis à jour : les écoles du quartier ouvriront finalement dès lundi",
		"Dernière mise à jour : le bilan est passé à douze blessés, selon les secours.",
		"Publié : la décision sera affichée à la mairie pendant deux mois.",
		"Source : le ministère a confirmé ces chiffres dans la soirée.",
		"Date : la réunion aura lieu à la maison des jeunes, entrée libre.",
		"Updated: the ferry to the island is running again after two days.",
		"UPDATE: two of the four lanes have been opened to traffic again.",
		"Updated at 5:30 pm: the mayor has called a meeting of the council for tonight.",
		"Last updated: crews were still working on the line late in the evening.",
		"Editor: we have removed a sentence that gave the wrong number of seats.",
		"Last modified: an earlier figure for the harvest was wrong and has been corrected.",
		"آخر تحديث: أعيد فتح الطريق الساحلية أمام الشاحنات بعد ظهر اليوم.",
		"تحديث: ارتفع عدد المصابين إلى اثني عشر شخصا حسب السلطات المحلية.",
		"تم التحديث: عادت المياه إلى الأحياء الشمالية بعد انقطاع دام يومين.",
		"المصدر: أكدت الوزارة هذه الأرقام في بلاغ صدر مساء اليوم.",
		"نشر في: ستعلق القائمة في مقر الجماعة لمدة شهرين كاملين.",
		"المحرر: حذفنا جملة وردت فيها أرقام غير صحيحة عن المقاعد.",
	}
	drop := []string{
		"Mise à jour : 3 novembre 2022 à 18h30",
		"Mise à jour : le 03/11/2022 à 18:30 (GMT+1)",
		"Mise à jour : jeudi 3 novembre 2022, 18 h 30, heure de Rabat",
		"MISE À JOUR : JEUDI 3 NOVEMBRE 2022 À 18H30, HEURE DE RABAT",
		"Dernière mise à jour : 03.11.2022 à 09h05 par Ibn Battouta",
		"Mis à jour : le 3 novembre 2022 par Ibn Khaldoun, journaliste",
		"Publié le : 3 novembre 2022 à 7 h 15",
		"Auteur : Yassine Ben Omar, envoyé spécial à Dakhla",
		"Rédaction : Leïla Amrani et Omar Tazi",
		"Source : Agence Maghreb Arabe Presse",
		"Date : jeudi 3 novembre 2022",
		"Updated: November 3, 2022 at 6:30 pm GMT",
		"Updated: Thursday, 3 November 2022, 18:30 UTC",
		"Last updated: 3 Nov 2022 06:30 PM EST by Amina Diallo",
		"Published: 3 November 2022, 6:30 am",
		"Editor: Sarah Jane McCarthy and Peter Van Den Berg",
		"Author: Mary Ann O'Neill, staff writer",
		"Source: Reuters, Associated Press, Agence France-Presse",
		"آخر تحديث: الخميس 3 نونبر 2022 على الساعة 18:30",
		"آخر تحديث: 3 نوفمبر 2022 - 18:30 بتوقيت غرينتش",
		"تاريخ النشر: 3 نونبر 2022 على الساعة السادسة مساء",
		"المحرر: محمد بن عبد الله العلوي الإدريسي",
		"الكاتب: سعيد بنعلي، مراسل من طنجة",
		"المصدر: وكالة المغرب العربي للأنباء",
		"نشر في: الخميس 3 نونبر 2022",
	}
	check := func(line string, stays bool) {
		body := []string{
			"La régie des eaux a publié mardi son bulletin de la semaine, qui note une nette hausse du niveau des retenues de la vallée.",
			"Les canaux ont été curés avant les pluies et les jardins du quartier sont arrosés le soir, deux fois par semaine, dit le texte.",
			"La commune affiche les relevés sur un panneau devant le marché, où chacun peut les lire et poser ses questions aux agents.",
			"Un second bulletin suivra à la fin du mois, quand les derniers relevés des stations du nord auront été rassemblés.",
		}
		for place, all := range map[string][]string{"at the end": append(append([]string{}, body...), line), "at the head": append([]string{line}, body...)} {
			page := "<!doctype html><html><head><meta charset=utf-8><title>Le bulletin des eaux</title></head><body><article><h1>Le bulletin des eaux</h1><p>" + strings.Join(all, "</p><p>") + "</p></article></body></html>"
			a, err := Article(&sada.Page{Body: []byte(page), Capture: sada.Capture{URL: "https://www.bulletin.test/a/le-bulletin"}}, Hints{Now: time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Errorf("%q: %v", line, err)
				continue
			}
			if kept := strings.Contains(a.Text(), line); kept != stays {
				t.Errorf("%s: %q stays: %v, want %v", place, line, kept, stays)
			}
		}
	}
	for _, line := range stay {
		check(line, true)
	}
	for _, line := range drop {
		check(line, false)
	}
}
