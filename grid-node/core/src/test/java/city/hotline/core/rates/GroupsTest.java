package city.hotline.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.rates.v1.RateGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose an answer is. */
class GroupsTest {

  private final Directory directory = Directory.beijing();

  @ParameterizedTest
  @CsvSource({
    "RATE_GROUP_STREET, 110105001, 110105001",
    "RATE_GROUP_STREET, 110105, ''",
    "RATE_GROUP_DISTRICT, 110105001, 110105",
    "RATE_GROUP_DISTRICT, 110105, 110105",
    "RATE_GROUP_DISTRICT, 110000, ''",
    "RATE_GROUP_DISTRICT, M001, ''",
    "RATE_GROUP_DEPARTMENT, M024, M024",
    "RATE_GROUP_DEPARTMENT, P056, ''",
    "RATE_GROUP_PLATFORM, P056, P056",
    "RATE_GROUP_ENTERPRISE, P056, ''",
    "RATE_GROUP_STREET, X999, ''",
    "RATE_GROUP_CLASS_LEVEL_1, 110105001, 01",
    "RATE_GROUP_CLASS_LEVEL_2, M001, 0101",
    "RATE_GROUP_CLASS_LEVEL_3, 110105, 010109",
  })
  void isOfWhoReplied(RateGroup group, String unit, String expected) {
    Groups groups = new Groups(group, directory);
    assertThat(groups.of(unit, "010109")).isEqualTo(expected);
    assertThat(groups.has(expected)).isEqualTo(!expected.isEmpty());
  }

  @Test
  void allUnitsOfAKindAreThereWhoeverWasAsked() {
    assertThat(new Groups(RateGroup.RATE_GROUP_DISTRICT, directory).all())
        .hasSize(16)
        .doesNotContain(Directory.CITY);
    assertThat(new Groups(RateGroup.RATE_GROUP_STREET, directory).all()).hasSizeGreaterThan(340);
    assertThat(new Groups(RateGroup.RATE_GROUP_CLASS_LEVEL_1, directory).all()).isEmpty();
  }

  @Test
  void filtersByUnitsAndClassesBelow() {
    AnswerFilter filter = new AnswerFilter("110105", "0101", directory);
    assertThat(filter.has("110105001", "010109")).isTrue();
    assertThat(filter.has("110105", "010101")).isTrue();
    assertThat(filter.has("110101001", "010109")).isFalse();
    assertThat(filter.has("110105001", "010301")).isFalse();
    assertThat(new AnswerFilter("", "", directory).has("M001", "020101")).isTrue();
  }
}
