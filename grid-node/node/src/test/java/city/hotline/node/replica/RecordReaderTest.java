package city.hotline.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.shard.v1.Record;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads what the generated parser reads, whatever a record holds. */
class RecordReaderTest {

  private static final int DEEPEST = 6;

  @Test
  void readsRandomRecordsAsTheGeneratedParserDoes() throws IOException {
    long seed = Long.getLong("hotline.seed", System.nanoTime());
    System.out.println("RecordReaderTest: repeat with -Dhotline.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Record.Builder record = Record.newBuilder();
      fill(record, random, 0);
      if (random.nextInt(10) == 0) {
        record.setUnknownFields(
            UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(i).build())
                .build());
      }
      byte[] bytes = record.build().toByteArray();
      byte[] amongOthers = new byte[bytes.length + 7];
      System.arraycopy(bytes, 0, amongOthers, 3, bytes.length);
      assertThat(RecordReader.read(amongOthers, 3, bytes.length))
          .isEqualTo(Record.parseFrom(bytes));
    }
  }

  @Test
  void refusesBytesThatAreCutOff() {
    byte[] bytes = Copy.owner("A", 1, 1).records().get(1).record().toByteArray();
    assertThatThrownBy(() -> RecordReader.read(bytes, 0, bytes.length - 1))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  private static void fill(Message.Builder message, Random random, int depth) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (random.nextInt(3) == 0 || field.isMapField()) {
        continue;
      }
      if (!field.isRepeated()) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || depth < DEEPEST) {
          message.setField(field, value(message, field, random, depth));
        }
        continue;
      }
      for (int i = random.nextInt(3); i > 0 && depth < DEEPEST; i--) {
        message.addRepeatedField(field, value(message, field, random, depth));
      }
    }
  }

  private static Object value(
      Message.Builder message, FieldDescriptor field, Random random, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> "朝阳 " + random.nextInt(1_000);
      case BYTE_STRING -> com.google.protobuf.ByteString.copyFromUtf8("bytes");
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> {
        Message.Builder inner = message.newBuilderForField(field);
        fill(inner, random, depth + 1);
        yield inner.build();
      }
    };
  }
}
