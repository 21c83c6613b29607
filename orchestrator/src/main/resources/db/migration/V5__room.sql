-- The letters lie beside the table and its pages keep room: so a row that is concluded changes in place (HOT).
alter table journal set (fillfactor = 80, toast_tuple_target = 1024);
