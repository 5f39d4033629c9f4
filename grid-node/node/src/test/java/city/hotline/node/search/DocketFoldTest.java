package city.hotline.node.search;

import static city.hotline.node.search.SampleOrder.DOCKET;
import static city.hotline.node.search.SampleOrder.id;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.search.DocketFold.Task;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OrderSigned;
import city.hotline.proto.shard.v1.DocketChange;
import city.hotline.proto.shard.v1.Record;
import com.google.protobuf.util.Durations;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a docket is followed, and what of it must be read. */
class DocketFoldTest {
  private static final long EPOCH = 3;
  private final DocketFold fold = new DocketFold(DOCKET, 100);
  private long sequence = 10;

  @BeforeEach
  void isReadWholeFirst() {
    Task first = fold.next(110).orElseThrow();
    assertThat(first.whole()).isTrue();
    assertThat(fold.known(120)).isEmpty();
    fold.shown(first, Positions.of(EPOCH, sequence));
  }

  private void published(long nowNanos, int... orders) {
    DocketChange.Builder change = DocketChange.newBuilder();
    for (int order : orders) {
      change.addEvents(
          DocketEvent.newBuilder().setOrderSigned(OrderSigned.newBuilder().setOrderId(id(order))));
    }
    Record record =
        Record.newBuilder()
            .setShard(DOCKET.toRef())
            .setEpoch(EPOCH)
            .setSequence(++sequence)
            .setDocket(change)
            .build();
    fold.published(List.of(JournaledRecord.encode(record)), nowNanos);
  }

  private long shown() {
    return fold.known(0).orElseThrow().getPosition().getSequence();
  }

  private long ageNanos(long now) {
    return Durations.toNanos(fold.known(now).orElseThrow().getAge());
  }

  @Test
  void oneReadAtATimeOfWhatHasChanged() {
    assertThat(fold.next(200)).isEmpty();
    published(200, 1);
    published(210, 2, 1);
    Task task = fold.next(220).orElseThrow();
    assertThat(task.orders()).containsExactly(id(1), id(2));
    published(230, 3);
    assertThat(fold.next(240)).isEmpty();
    assertThat(shown()).isEqualTo(10);
    assertThat(ageNanos(300)).isEqualTo(100);
    fold.shown(task, Positions.of(EPOCH, 14));
    assertThat(shown()).isEqualTo(12);
    assertThat(ageNanos(300)).isEqualTo(80);
    Task next = fold.next(310).orElseThrow();
    assertThat(next.orders()).containsExactly(id(3));
    fold.shown(next, Positions.of(EPOCH, 14));
    assertThat(shown()).isEqualTo(13);
    assertThat(ageNanos(400)).isZero();
  }

  /** Such as the start of an epoch. */
  @Test
  void aRecordOfNoOrderNeedsNoReading() {
    published(200);
    assertThat(fold.next(210)).isEmpty();
    assertThat(shown()).isEqualTo(11);
    published(220, 1);
    Task task = fold.next(230).orElseThrow();
    published(240);
    fold.shown(task, Positions.of(EPOCH, 13));
    assertThat(shown()).isEqualTo(13);
  }

  @Test
  void whatCouldNotBeReadIsReadAgain() {
    published(200, 1);
    Task task = fold.next(210).orElseThrow();
    published(220, 2);
    fold.failed(task);
    assertThat(shown()).isEqualTo(10);
    assertThat(fold.next(230).orElseThrow().orders()).containsExactlyInAnyOrder(id(1), id(2));
  }

  @Test
  void ofTooManyNothingIsRememberedAndAllIsRead() {
    for (int order = 0; order <= DocketFold.MOST_TOUCHED; order++) {
      published(200, order);
    }
    assertThat(fold.waiting()).isZero();
    assertThat(fold.next(210).orElseThrow().whole()).isTrue();
  }
}
