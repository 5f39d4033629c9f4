package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an operator types by mistake is not sent. */
class SeatCommandTest {

  @Test
  void aStreetThatHasNotNineDigitsIsNotTakenForText() {
    assertThat(SeatCommand.mistake("o 010101 110105001001 路面")).contains("nine digits");
    assertThat(SeatCommand.mistake("o 010101 1101")).contains("nine digits");
    assertThat(SeatCommand.mistake("o  010101  123")).contains("nine digits");
    assertThat(SeatCommand.mistake("o 010101 110105001 路面")).isEmpty();
    assertThat(SeatCommand.mistake("o 010101 110105001")).isEmpty();
    assertThat(SeatCommand.mistake("o 010101 3号楼漏水")).isEmpty();
    assertThat(SeatCommand.mistake("o 010101")).isEmpty();
  }

  @Test
  void aLetterThatNeedsMoreIsNotSentAlone() {
    assertThat(SeatCommand.mistake("t")).contains("t 12345");
    assertThat(SeatCommand.mistake("s")).contains("s 12345");
    assertThat(SeatCommand.mistake("o")).contains("CLASS");
    assertThat(SeatCommand.mistake("a")).isEmpty();
  }
}
