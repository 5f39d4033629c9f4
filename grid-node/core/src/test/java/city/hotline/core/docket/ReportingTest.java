package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.INQUIRY;
import static city.hotline.core.docket.DocketDesk.STREET;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that come in without a call. */
class ReportingTest {
  private final DocketDesk desk = new DocketDesk(STREET, "2026-11-24T10:00:00+08:00");

  /** Floors give their orders numbers of their own district. */
  @ParameterizedTest
  @ValueSource(strings = {"", "110105", "1", "Web", "a-b", "abcdefghijklmnopq"})
  void aWayHasANameThatNoFloorHas(String channel) {
    desk.refuses(DocketDesk.report(desk.draft(INQUIRY), channel), Refusal.REFUSAL_INVALID_FIELD);
  }

  @Test
  void itsNameIsPartOfTheNumber() {
    desk.accepts(DocketDesk.report(desk.draft(INQUIRY), "app2"));
    assertThat(desk.order(STREET + "-app2-1").getChannel()).isEqualTo("app2");
    desk.accepts(DocketDesk.report(desk.draft(INQUIRY), "12345w"));
    assertThat(desk.order(STREET + "-12345w-2").getChannel()).isEqualTo("12345w");
  }
}
