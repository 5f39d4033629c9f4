package city.hotline.core.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether an operator can tell the classes of a directory apart: each has a name, an English name
 * and a meaning of its own, none is nearly called as a sibling, and no template of a name made many
 * of them. Stateless.
 */
public final class ClassNames {

  /** So many names may be of one template. */
  static final int MOST_OF_A_TEMPLATE = 10;

  /** A beginning, or an end, of so many characters is taken for a template. */
  private static final int TEMPLATE = 3;

  /** So many words at a beginning, or an end, of an English name are. */
  private static final int ENGLISH_TEMPLATE = 2;

  /** Siblings must have fewer than half of their pairs of characters in common. */
  private static final double NEARLY_EQUAL = 0.5;

  private ClassNames() {}

  /** What is wrong, one thing a line; empty where all is well. */
  public static List<String> problems(Collection<ClassRule> classes) {
    List<String> problems = new ArrayList<>();
    twice(classes, "name", ClassRule::name, problems);
    twice(classes, "English name", rule -> rule.english().toLowerCase(Locale.ROOT), problems);
    twice(classes, "meaning", ClassRule::meaning, problems);
    templates(classes, "begin with", rule -> beginning(rule.name()), problems);
    templates(classes, "end with", rule -> end(rule.name()), problems);
    templates(classes, "in English begin with", rule -> words(rule, true), problems);
    templates(classes, "in English end with", rule -> words(rule, false), problems);
    Map<String, List<ClassRule>> siblings = new TreeMap<>();
    classes.forEach(
        rule -> siblings.computeIfAbsent(parent(rule), code -> new ArrayList<>()).add(rule));
    siblings.values().forEach(group -> nearlyEqual(group, problems));
    return problems;
  }

  private static String parent(ClassRule rule) {
    return rule.code().substring(0, 4);
  }

  private static void twice(
      Collection<ClassRule> classes,
      String what,
      Function<ClassRule, String> of,
      List<String> problems) {
    Map<String, String> seen = new HashMap<>();
    for (ClassRule rule : classes) {
      String before = seen.putIfAbsent(of.apply(rule), rule.code());
      if (before != null) {
        problems.add(rule.code() + " has the " + what + " of " + before + ": " + of.apply(rule));
      }
    }
  }

  private static void templates(
      Collection<ClassRule> classes,
      String how,
      Function<ClassRule, String> of,
      List<String> problems) {
    Map<String, List<String>> alike = new TreeMap<>();
    for (ClassRule rule : classes) {
      alike.computeIfAbsent(of.apply(rule), k -> new ArrayList<>()).add(rule.code());
    }
    alike.forEach(
        (text, codes) -> {
          if (codes.size() > MOST_OF_A_TEMPLATE) {
            problems.add(
                codes.size()
                    + " names "
                    + how
                    + " "
                    + text
                    + " (expected: at most "
                    + MOST_OF_A_TEMPLATE
                    + "): "
                    + String.join(", ", codes));
          }
        });
  }

  private static String beginning(String name) {
    return name.substring(0, Math.min(TEMPLATE, name.length()));
  }

  private static String end(String name) {
    return name.substring(Math.max(0, name.length() - TEMPLATE));
  }

  private static String words(ClassRule rule, boolean first) {
    List<String> words = List.of(rule.english().toLowerCase(Locale.ROOT).split(" "));
    int some = Math.min(ENGLISH_TEMPLATE, words.size());
    return String.join(
        " ", first ? words.subList(0, some) : words.subList(words.size() - some, words.size()));
  }

  private static void nearlyEqual(List<ClassRule> siblings, List<String> problems) {
    for (int i = 0; i < siblings.size(); i++) {
      for (int j = 0; j < i; j++) {
        String one = siblings.get(j).name();
        String other = siblings.get(i).name();
        if (likeness(one, other) >= NEARLY_EQUAL) {
          problems.add(
              siblings.get(i).code() + " " + other + " is nearly called as its sibling " + one);
        }
      }
    }
  }

  /** The share of pairs of neighbouring characters that two names have in common, 0 to 1. */
  static double likeness(String one, String other) {
    Set<String> pairs = pairs(one);
    Set<String> all = pairs(other);
    Set<String> common = new HashSet<>(all);
    common.retainAll(pairs);
    all.addAll(pairs);
    return all.isEmpty() ? 0 : (double) common.size() / all.size();
  }

  private static Set<String> pairs(String name) {
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 1 < name.length(); i++) {
      pairs.add(name.substring(i, i + 2));
    }
    return pairs;
  }
}
