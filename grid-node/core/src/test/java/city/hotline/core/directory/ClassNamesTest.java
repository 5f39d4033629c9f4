package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.HandlingLimit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classes that an operator cannot tell apart are named, with what is wrong with them. */
class ClassNamesTest {
  private final List<ClassRule> classes = new ArrayList<>();

  private void add(String code, String name, String english, String meaning) {
    classes.add(
        new ClassRule(
            code,
            name,
            english,
            HandlingLimit.HANDLING_LIMIT_GENERAL,
            DemandKind.COMPLAINT,
            meaning));
  }

  private List<String> problems() {
    return ClassNames.problems(classes);
  }

  @Test
  void theDefaultDirectoryHasNone() {
    Directory directory = Directory.beijing();
    assertThat(
            ClassNames.problems(
                directory.classes().stream()
                    .flatMap(code -> directory.classRule(code).stream())
                    .toList()))
        .isEmpty();
  }

  @Test
  void aNameIsGivenOnce() {
    add("010101", "树木倒伏", "Fallen tree", "仅指树。");
    add("020101", "树木倒伏", "Tree on a road", "仅指路。");
    assertThat(problems()).containsExactly("020101 has the name of 010101: 树木倒伏");
  }

  @Test
  void anEnglishNameIsGivenOnceWhateverItsCase() {
    add("010101", "树木倒伏", "Fallen tree", "仅指树。");
    add("020101", "枝条压线", "fallen Tree", "仅指线。");
    assertThat(problems()).containsExactly("020101 has the English name of 010101: fallen tree");
  }

  @Test
  void aMeaningIsGivenOnce() {
    add("010101", "树木倒伏", "Fallen tree", "仅指树。");
    add("020101", "枝条压线", "Branches on a wire", "仅指树。");
    assertThat(problems()).containsExactly("020101 has the meaning of 010101: 仅指树。");
  }

  @Test
  void siblingsAreNotNearlyEqual() {
    add("010101", "小区噪声扰民", "Noise of neighbours", "甲。");
    add("010102", "小区噪声扰人", "Loud neighbours", "乙。");
    add("010201", "小区噪声扰邻", "Late noise", "丙。");
    assertThat(problems()).containsExactly("010102 小区噪声扰人 is nearly called as its sibling 小区噪声扰民");
  }

  @Test
  void tenNamesMayEndAlikeButNotEleven() {
    for (int i = 0; i < 10; i++) {
      add("01" + (10 + i) + "01", (char) ('一' + 7 * i) + "业务咨询", "Thing" + i + " no" + i, i + "。");
    }
    assertThat(problems()).isEmpty();
    add("013001", "丁业务咨询", "One more thing", "末。");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("11 names end with 务咨询 (expected: at most 10): 011001, ");
  }

  @Test
  void elevenNamesMayNotBeginAlike() {
    for (int i = 0; i < 11; i++) {
      String rest = "" + (char) ('一' + 7 * i) + (char) ('乙' + 5 * i) + (char) ('人' + 3 * i);
      add("01" + (10 + i) + "01", "公交车" + rest, "Thing" + i + " no" + i, i + "。");
    }
    assertThat(problems()).singleElement().asString().startsWith("11 names begin with 公交车");
  }

  @Test
  void elevenEnglishNamesMayNotBeOfOneTemplate() {
    for (int i = 0; i < 11; i++) {
      String name = "" + (char) ('一' + 7 * i) + (char) ('乙' + 5 * i) + (char) ('人' + 3 * i);
      add("01" + (10 + i) + "01", name, "Complaint about number" + i, i + "。");
    }
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("11 names in English begin with complaint about");
  }
}
