package city.hotline.core.order;

import city.hotline.proto.docket.v1.ClosedOrder;
import city.hotline.proto.docket.v1.ClosedOrders;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The closed orders of a docket by the month in which they were closed, packed into blocks of
 * bytes: there are very many, and hardly anybody asks for one. They are kept for the months of the
 * rates (DESIGN D10: 400 days). Not thread-safe: the docket's one writer uses it.
 */
public final class ClosedBook {

  /** Of a block that is restored: some room for what closes later. */
  private static final int AT_FIRST = ClosedBlock.MOST * 3 / 4;

  /** By month, blocks by their smallest id. */
  private final TreeMap<String, PSortedMap<String, ClosedBlock>> months = new TreeMap<>();

  private int size;

  /** Adds an order closed in the month, such as "2026-11". */
  public void add(String month, ClosedOrder order) {
    add(month, order.getOrderId(), order.toByteArray());
  }

  private void add(String month, String id, byte[] packed) {
    PSortedMap<String, ClosedBlock> of = months.getOrDefault(month, TreePMap.empty());
    Map.Entry<String, ClosedBlock> place = of.floorEntry(id);
    if (place == null && !of.isEmpty()) {
      place = of.firstEntry();
    }
    List<ClosedBlock> with = List.of(ClosedBlock.of(packed));
    if (place != null) {
      with = place.getValue().plus(id, packed);
      of = of.minus(place.getKey());
      size -= place.getValue().size();
    }
    for (ClosedBlock block : with) {
      of = of.plus(block.first(), block);
      size += block.size();
    }
    months.put(month, of);
  }

  /** Goes on from a snapshot, before anything is added. */
  public void restore(List<ClosedOrders> closed) {
    for (ClosedOrders of : closed) {
      PSortedMap<String, ClosedBlock> blocks = TreePMap.empty();
      List<ByteString> orders = of.getOrdersList();
      for (int from = 0; from < orders.size(); from += AT_FIRST) {
        int to = Math.min(from + AT_FIRST, orders.size());
        ClosedBlock block = ClosedBlock.of(orders.subList(from, to));
        blocks = blocks.plus(block.first(), block);
      }
      months.put(of.getMonth(), blocks);
      size += orders.size();
    }
  }

  /** The order of the id. */
  public Optional<ClosedOrder> find(String id) {
    for (PSortedMap<String, ClosedBlock> of : months.values()) {
      Map.Entry<String, ClosedBlock> place = of.floorEntry(id);
      ByteString packed = place == null ? null : place.getValue().find(id);
      if (packed != null) {
        return Optional.of(unpacked(packed));
      }
    }
    return Optional.empty();
  }

  /** Forgets the months before one. */
  public void forgetBefore(String month) {
    var old = months.headMap(month);
    old.values().forEach(of -> of.values().forEach(block -> size -= block.size()));
    old.clear();
  }

  /** How many are kept. */
  public int size() {
    return size;
  }

  /** All as they are now, to be put into messages on any thread; costs the same however many. */
  public Supplier<List<ClosedOrders>> freeze() {
    Map<String, PSortedMap<String, ClosedBlock>> now = new TreeMap<>(months);
    return () -> {
      List<ClosedOrders> closed = new ArrayList<>(now.size());
      now.forEach(
          (month, blocks) -> {
            ClosedOrders.Builder of = ClosedOrders.newBuilder().setMonth(month);
            blocks.values().forEach(block -> block.forEach(of::addOrders));
            closed.add(of.build());
          });
      return closed;
    };
  }

  /** One of {@link ClosedOrders}. */
  public static ClosedOrder unpacked(ByteString packed) {
    try {
      return ClosedOrder.parseFrom(packed);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a closed order that was packed here cannot be read", e);
    }
  }
}
