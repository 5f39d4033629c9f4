package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.attach;
import static city.hotline.core.docket.DocketDesk.attachment;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.Attachment;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures and documents lie elsewhere; an order knows where, and which they were. */
class AttachingTest {

  private final DocketDesk desk = DocketDesk.ofStreet();

  @BeforeEach
  void opened() {
    desk.accepts(desk.open("1", RUBBISH));
  }

  @Test
  void anOrderKnowsWhereItLiesAndWhoAttachedIt() {
    assertThat(desk.accepts(attach("1", STREET, attachment("https://store.example/a.jpg?v=1"))))
        .containsExactly(EventCase.REFERENCE_ATTACHED);
    desk.accepts(attach("1", STREET, attachment("case-7/after.jpg")));
    assertThat(desk.order("1").getAttachmentsList())
        .extracting(Attachment::getReference)
        .containsExactly("https://store.example/a.jpg?v=1", "case-7/after.jpg");
    assertThat(desk.order("1").getAttachments(0).getUnit()).isEqualTo(STREET);
    assertThat(desk.order("1").getAttachments(0).getAttachedMs()).isEqualTo(desk.nowMs());
    desk.handles("1", STREET);
    desk.accepts(attach("1", STREET, attachment("case-7/late.jpg")));
    desk.accepts(DocketDesk.notSolved("1"));
    assertThat(desk.order("1").getAttachmentsCount()).as("in the next cycle").isEqualTo(3);
  }

  @Test
  void refusesMoreThanTwenty() {
    for (int i = 1; i <= 20; i++) {
      desk.accepts(attach("1", STREET, attachment("a" + i)));
    }
    desk.refuses(attach("1", STREET, attachment("a21")), Refusal.REFUSAL_TOO_MANY_ATTACHMENTS);
  }

  @Test
  void whoHelpsOrDecidesAttachesNobodyElse() {
    desk.refuses(attach("1", DISTRICT, attachment("a")), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(attach("1", "", attachment("a")), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.accepts(DocketDesk.sign("1", STREET));
    desk.accepts(DocketDesk.askHelp("1", STREET, "M009"));
    desk.accepts(attach("1", "M009", attachment("a")));
    assertThat(desk.events.get(desk.events.size() - 1).getReferenceAttached().getCoHandlersList())
        .containsExactly("M009");
    desk.accepts(DocketDesk.askTime("1", STREET, 24));
    desk.accepts(attach("1", DISTRICT, attachment("b")));
  }

  @Test
  void refusesWhatIsNoReferenceAndWhatIsOver() {
    for (String wrong :
        new String[] {
          "",
          "http://store.example/a.jpg",
          "https:///a.jpg",
          "https://user@store.example/a.jpg",
          "https://store.example/a b.jpg",
          "file:///etc/passwd",
          "/etc/passwd",
          "a".repeat(513)
        }) {
      desk.refuses(attach("1", STREET, attachment(wrong)), Refusal.REFUSAL_INVALID_FIELD);
    }
    desk.accepts(attach("1", STREET, attachment("a".repeat(512))));
    Attachment good = attachment("a");
    desk.refuses(
        attach("1", STREET, good.toBuilder().setMediaType("picture").build()),
        Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(
        attach("1", STREET, good.toBuilder().setSha256(ByteString.copyFromUtf8("x")).build()),
        Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(
        attach("1", STREET, good.toBuilder().setSize(0).build()), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(attach("9", STREET, good), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.handles("1", STREET);
    desk.accepts(DocketDesk.solved("1"));
    desk.refuses(attach("1", STREET, good), Refusal.REFUSAL_ORDER_CLOSED);
  }
}
