package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.HAIDIAN;
import static city.hotline.node.journal.Entries.promised;
import static city.hotline.node.journal.Entries.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.docket.v1.ClosedOrder;
import city.hotline.proto.docket.v1.ClosedOrders;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.shard.v1.ChainLink;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool says of sound and of unsound journals. */
class JournalToolTest {

  @TempDir Path folder;

  private void write(Entry... entries) {
    try (Journal journal = Journal.open(JournalOptions.of(folder, "0a0b0c0d"))) {
      journal.replay((place, entry, encoded) -> {});
      for (Entry entry : entries) {
        journal.append(entry);
      }
    }
  }

  private static Entry first(int epoch) {
    return after(0, epoch, 1);
  }

  private static Entry after(long previousEpoch, long epoch, long sequence) {
    Record record = record(CHAOYANG, epoch, sequence).getRecord();
    return Entry.newBuilder().setRecord(record.toBuilder().setPreviousEpoch(previousEpoch)).build();
  }

  private static Entry snapshot(long epoch, long sequence) {
    return Entry.newBuilder()
        .setSnapshot(
            ShardSnapshot.newBuilder()
                .setShard(CHAOYANG)
                .setPosition(Position.newBuilder().setEpoch(epoch).setSequence(sequence))
                .addChain(ChainLink.newBuilder().setEpoch(epoch).setFirstSequence(1)))
        .build();
  }

  private String verify(boolean sound) throws IOException {
    StringBuilder out = new StringBuilder();
    assertThat(JournalTool.verify(folder, out)).as(out.toString()).isEqualTo(sound);
    return out.toString();
  }

  @Test
  void findsASoundJournalSound() throws IOException {
    write(
        promised("110105", 1),
        first(1),
        after(1, 1, 2),
        after(1, 1, 3),
        snapshot(1, 2),
        after(1, 2, 3),
        after(2, 2, 4));
    assertThat(verify(true))
        .contains("110105", "last (2, 4), 5 records, 1 superseded, 1 snapshots, sound")
        .contains("7 entries (5 records, 1 snapshots, 1 promises, 0 foundings) of 1 shards")
        .contains("places 1 to 7")
        .endsWith("The journal is sound." + System.lineSeparator());
  }

  @Test
  void findsAMissingRecord() throws IOException {
    write(first(1), after(1, 1, 2), after(1, 1, 4));
    assertThat(verify(false)).contains("FAULT 110105: place 3: record (1, 4)");
  }

  @Test
  void findsARecordWrittenTwice() throws IOException {
    write(first(1), after(1, 1, 2), after(1, 1, 2));
    assertThat(verify(false)).contains("FAULT 110105: place 3: record (1, 2)");
  }

  @Test
  void findsARecordOntoAnotherPredecessor() throws IOException {
    write(first(1), after(1, 1, 2), after(2, 3, 3));
    assertThat(verify(false)).contains("names epoch 2 before it; here (1, 2)");
  }

  @Test
  void goesOnAfterASnapshotOfAnotherChain() throws IOException {
    write(first(1), after(1, 1, 2), snapshot(3, 40), after(3, 3, 41));
    assertThat(verify(true)).contains("last (3, 41)");
  }

  @Test
  void findsADamagedByte() throws IOException {
    write(first(1), after(1, 1, 2), after(1, 1, 3));
    Path file = Segment.list(folder.resolve("journal")).get(0).file();
    JournalFixture.flip(file, Files.size(file) - 150);
    assertThat(verify(false)).contains("DAMAGE", "is damaged at byte").contains(file.toString());
  }

  @Test
  void changesNothingAndReadsAReadOnlyCopy() throws IOException {
    write(first(1));
    Files.delete(folder.resolve("lock"));
    List<Path> before = all();
    verify(true);
    assertThat(all()).isEqualTo(before);
  }

  private List<Path> all() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void refusesAFolderInUse() {
    try (Journal journal = Journal.open(JournalOptions.of(folder, "0a0b0c0d"))) {
      assertThat(journal.forcedPlace()).isZero();
      assertThatThrownBy(() -> JournalTool.verify(folder, new StringBuilder()))
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining("is in use by process");
    }
  }

  @Test
  void refusesAFolderWithoutAJournal() {
    assertThatThrownBy(() -> JournalTool.verify(folder, new StringBuilder()))
        .isInstanceOf(JournalUnavailable.class)
        .hasMessageContaining("There is no journal in");
  }

  @Test
  void dumpsALineAnEntryWithCitizensCovered() throws IOException {
    Citizen citizen =
        Citizen.newBuilder().setName("王芳").setPhone("13800001111").setAddress("安贞里三区").build();
    FloorState state =
        FloorState.newBuilder()
            .addCalls(Call.newBuilder().setCallId("110105-1").setCaller(citizen))
            .build();
    write(
        record(HAIDIAN, 1, 1),
        Entry.newBuilder()
            .setSnapshot(ShardSnapshot.newBuilder().setShard(CHAOYANG).setFloor(state))
            .build());
    StringBuilder out = new StringBuilder();
    JournalTool.dump(folder, out);
    assertThat(out.toString().lines().toList())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"place\":") && line.endsWith("}"));
    assertThat(out)
        .contains("110105-1", "\"phone\":\"***\"")
        .doesNotContain("13800001111", "王芳", "安贞里");
  }

  @Test
  void dumpsTheOrdersThatASnapshotHasPacked() throws IOException {
    Order open =
        Order.newBuilder()
            .setOrderId("110105001-110105-1")
            .setDraft(
                OrderDraft.newBuilder()
                    .setClassCode("010101")
                    .setRequester(Requester.newBuilder().setName("王芳").setPhone("13800001111")))
            .build();
    ClosedOrder closed = ClosedOrder.newBuilder().setOrderId("110105001-110105-2").build();
    DocketState state =
        DocketState.newBuilder()
            .addOpen(open.toByteString())
            .addOpen(open.toBuilder().setOrderId("110105001-110105-3").build().toByteString())
            .addClosedOrders(ClosedOrders.newBuilder().addOrders(closed.toByteString()))
            .build();
    write(
        Entry.newBuilder()
            .setSnapshot(ShardSnapshot.newBuilder().setShard(CHAOYANG).setDocket(state))
            .build());
    StringBuilder out = new StringBuilder();
    JournalTool.dump(folder, out);
    assertThat(out)
        .contains("\"open\":[{\"orderId\":\"110105001-110105-1\"", "\"classCode\":\"010101\"")
        .contains("},{\"orderId\":\"110105001-110105-3\"", "\"phone\":\"***\"")
        .contains("\"closed\":[{\"orderId\":\"110105001-110105-2\"}]}")
        .doesNotContain("13800001111", "王芳");
  }
}
